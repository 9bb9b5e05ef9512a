package io.jubernetes.apiserver.cel.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Lists one after the other, which costs nothing however long they are. */
final class Concatenation implements ListValue {

    private final List<ListValue> parts;
    private final int size;

    private Concatenation(List<ListValue> parts, int size) {
        this.parts = parts;
        this.size = size;
    }

    static ListValue of(ListValue first, ListValue second) {
        if (second.size() == 0) {
            return first;
        }
        if (first.size() == 0) {
            return second;
        }
        long size = (long) first.size() + second.size();
        if (size > Integer.MAX_VALUE) {
            throw new CostExceeded();
        }
        List<ListValue> parts = new ArrayList<>();
        add(parts, first);
        add(parts, second);
        return new Concatenation(parts, (int) size);
    }

    private static void add(List<ListValue> parts, ListValue list) {
        if (list instanceof Concatenation other) {
            parts.addAll(other.parts);
        } else {
            parts.add(list);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object at(int index) {
        int left = index;
        for (ListValue part : parts) {
            if (left < part.size()) {
                return part.at(left);
            }
            left -= part.size();
        }
        throw new CelError("index out of bounds: " + index);
    }

    @Override
    public Iterator<Object> iterator() {
        Iterator<ListValue> rest = parts.iterator();
        return new Iterator<>() {
            private Iterator<Object> current = rest.next().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && rest.hasNext()) {
                    current = rest.next().iterator();
                }
                return current.hasNext();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return current.next();
            }
        };
    }
}
