package io.jubernetes.kubelet.image;

import io.jubernetes.kubelet.runtime.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a layer hides of those below it, in the way overlayfs reads it: a device 0:0, an attribute of a directory. */
final class Whiteouts {

    private final Path root;
    private @Nullable Path first;

    Whiteouts(Path root) {
        this.root = root;
    }

    /** Hides one name, unless the layer itself has something there. */
    void hide(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (first != null && Files.exists(first, LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(path, first);
        } else {
            Programs.run("mknod", path.toString(), "c", "0", "0");
            first = path;
        }
    }

    /** Hides all that lower layers have in a directory. */
    void opaque(Path directory) throws IOException {
        if (!directory.equals(root)) {
            Libc.setAttribute(directory, "trusted.overlay.opaque", "y".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
