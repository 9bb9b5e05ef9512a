package io.jubernetes.apiserver.cel.value;

import java.util.ArrayList;
import java.util.List;

/** The list that a comprehension collects; nobody else sees it before it is {@link #done}. */
public final class GrowingList implements ListValue {

    private final List<Object> items = new ArrayList<>();

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Object at(int index) {
        return items.get(index);
    }

    @Override
    public ListValue plus(ListValue other) {
        other.forEach(items::add);
        return this;
    }

    public ListValue done() {
        return new PlainList(items);
    }
}
