package io.jubernetes.kubelet.image;

import io.jubernetes.kubelet.runtime.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Gives a file the owner, mode and extended attributes that the archive says. */
final class FileAttributes {

    private FileAttributes() {}

    static void set(Path path, TarEntry entry) throws IOException {
        Files.setAttribute(path, "unix:uid", entry.owner().user(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", entry.owner().group(), LinkOption.NOFOLLOW_LINKS);
        if (entry.type() != TarEntry.Type.SYMBOLIC_LINK) {
            // after the owner: changing that takes the set-id bits away
            Files.setAttribute(path, "unix:mode", entry.owner().mode());
        }
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            if (isHarmless(attribute.getKey())) {
                set(path, attribute.getKey(), attribute.getValue());
            }
        }
    }

    /** Not those that the kernel trusts: an image would hide or show other layers' files with them. */
    private static boolean isHarmless(String name) {
        return name.startsWith("user.") || name.equals("security.capability");
    }

    private static void set(Path path, String name, byte[] value) throws IOException {
        try {
            Libc.setAttribute(path, name, value);
        } catch (IOException e) {
            if (!name.startsWith("user.")) { // not every file system has them
                throw e;
            }
        }
    }
}
