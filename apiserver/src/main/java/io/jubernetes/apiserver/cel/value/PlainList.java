package io.jubernetes.apiserver.cel.value;

import java.util.List;

/** A list that an expression made. @param items not to be changed any more */
public record PlainList(List<Object> items) implements ListValue {

    public static final PlainList EMPTY = new PlainList(List.of());

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Object at(int index) {
        return items.get(index);
    }
}
