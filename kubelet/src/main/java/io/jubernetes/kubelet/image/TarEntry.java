package io.jubernetes.kubelet.image;

import java.time.Instant;
import java.util.Map;

/**
 * An entry of a tar archive.
 *
 * @param name as it stands in the archive
 * @param target of a link
 * @param attributes extended ones, by name
 */
record TarEntry(
        Type type,
        String name,
        String target,
        long size,
        Owner owner,
        Instant modified,
        Map<String, byte[]> attributes) {

    enum Type {
        FILE,
        HARD_LINK,
        SYMBOLIC_LINK,
        DEVICE,
        DIRECTORY,
        PIPE,
        OTHER
    }

    /** @param mode permissions with the set-id and sticky bits */
    record Owner(int user, int group, int mode) {}
}
