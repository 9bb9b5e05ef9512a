package io.jubernetes.apiserver.cel.value;

/** The numbers from zero, none of them held. */
public record Counting(int size) implements ListValue {

    @Override
    public Object at(int index) {
        return (long) index;
    }
}
