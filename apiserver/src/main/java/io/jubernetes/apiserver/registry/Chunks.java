package io.jubernetes.apiserver.registry;

import io.jubernetes.apiserver.table.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts small pieces of bytes together. For one thread. */
final class Chunks implements Cells.Sink {

    private final int size;
    private List<byte[]> full = new ArrayList<>();
    private byte[] last;
    private int used;

    /** @param size of each chunk but the last one */
    Chunks(int size) {
        this.size = size;
        this.last = new byte[size];
    }

    @Override
    public void put(byte[] piece) {
        put(piece, 0, piece.length);
    }

    void put(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at > size - used) {
            int room = size - used;
            System.arraycopy(bytes, at, last, used, room);
            at += room;
            full.add(last);
            last = new byte[size];
            used = 0;
        }
        System.arraycopy(bytes, at, last, used, to - at);
        used += to - at;
    }

    /** Whether there are as many as that that are full. */
    boolean hasFull(int many) {
        return full.size() >= many;
    }

    /** Those that are full; they are the caller's. */
    List<byte[]> takeFull() {
        List<byte[]> taken = full;
        full = new ArrayList<>();
        return taken;
    }

    /** All that is left. */
    List<byte[]> takeAll() {
        full.add(Arrays.copyOf(last, used));
        used = 0;
        return takeFull();
    }
}
