package io.jubernetes.apiserver.cel.value;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** A list. It does not change. */
public interface ListValue extends Iterable<Object> {

    int size();

    /** @param index of an item there is */
    Object at(int index);

    /** @throws CelError when there is no such item */
    default Object get(long index) {
        if (index < 0 || index >= size()) {
            throw new CelError("index out of bounds: " + index);
        }
        return at((int) index);
    }

    /** Whether the other is the same, in the sense of this list. */
    default boolean isSameAs(ListValue other) {
        if (size() != other.size()) {
            return false;
        }
        Iterator<Object> others = other.iterator();
        for (Object item : this) {
            if (!Values.equal(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    default boolean contains(Object wanted) {
        for (Object item : this) {
            if (Values.equal(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    default ListValue plus(ListValue other) {
        return Concatenation.of(this, other);
    }

    @Override
    default Iterator<Object> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return at(next++);
            }
        };
    }
}
