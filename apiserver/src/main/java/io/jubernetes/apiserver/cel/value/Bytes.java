package io.jubernetes.apiserver.cel.value;

import java.util.Arrays;

/** A sequence of bytes. */
public final class Bytes implements Comparable<Bytes> {

    private final byte[] content;

    /** @param content the callee's from now on */
    public Bytes(byte[] content) {
        this.content = content;
    }

    public int size() {
        return content.length;
    }

    public byte[] toArray() {
        return content.clone();
    }

    public Bytes plus(Bytes other) {
        byte[] both = Arrays.copyOf(content, content.length + other.content.length);
        System.arraycopy(other.content, 0, both, content.length, other.content.length);
        return new Bytes(both);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Bytes other && Arrays.equals(content, other.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }
}
