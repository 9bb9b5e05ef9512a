package io.jubernetes.apimachinery.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes messages from their end to their beginning: the length of a nested message is then known when its head is written,
 * and nothing is measured or moved. Callers therefore write the last field first, and a field's content before its tag.
 */
public final class WireWriter {

    private byte[] buffer = new byte[512];
    private int start = buffer.length;

    /** How much is written: a mark for {@link #message}. */
    public int length() {
        return buffer.length - start;
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(buffer, start, buffer.length);
    }

    public void number(int field, long value) {
        varint(value);
        tag(field, WireType.VARINT);
    }

    public void fixed64(int field, long value) {
        for (int i = 7; i >= 0; i--) {
            octet((int) (value >>> 8 * i));
        }
        tag(field, WireType.FIXED64);
    }

    public void text(int field, String value) {
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public void bytes(int field, byte[] value) {
        raw(value);
        varint(value.length);
        tag(field, WireType.LENGTH);
    }

    /** Makes all that was written since the mark a nested message. */
    public void message(int field, int mark) {
        varint(length() - mark);
        tag(field, WireType.LENGTH);
    }

    public void raw(byte[] value) {
        room(value.length);
        start -= value.length;
        System.arraycopy(value, 0, buffer, start, value.length);
    }

    private void tag(int field, WireType type) {
        varint((long) field << 3 | type.code());
    }

    private void varint(long value) {
        int size = (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
        room(size);
        start -= size;
        long left = value;
        for (int i = 0; i < size - 1; i++) {
            buffer[start + i] = (byte) (left & 0x7f | 0x80);
            left >>>= 7;
        }
        buffer[start + size - 1] = (byte) left;
    }

    private void octet(int value) {
        room(1);
        buffer[--start] = (byte) value;
    }

    private void room(int needed) {
        if (start >= needed) {
            return;
        }
        int written = length();
        byte[] larger = new byte[Math.max(buffer.length * 2, written + needed)];
        System.arraycopy(buffer, start, larger, larger.length - written, written);
        start = larger.length - written;
        buffer = larger;
    }
}
