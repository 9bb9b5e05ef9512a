package io.jubernetes.kubelet.volume;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Files of a volume: paths relative to it, with what is in them and who may read them. */
final class Payload {

    /** @param mode permission bits */
    record Entry(byte[] content, int mode) {
        boolean sameAs(Entry other) {
            return mode == other.mode && Arrays.equals(content, other.content);
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>();

    void put(String path, byte[] content, int mode) throws VolumeError {
        if (path.isEmpty()
                || path.startsWith("/")
                || Arrays.asList(path.split("/")).contains("..")) {
            throw new VolumeError("invalid path: " + path + " (expected: relative, without ..)");
        }
        entries.put(path, new Entry(content, mode));
    }

    Map<String, Entry> entries() {
        return entries;
    }
}
