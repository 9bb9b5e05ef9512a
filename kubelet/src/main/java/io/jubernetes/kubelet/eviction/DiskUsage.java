package io.jubernetes.kubelet.eviction;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How much of the disk a directory takes. Links are not followed; what vanishes meanwhile does not count. */
public final class DiskUsage {

    private long bytes;

    private DiskUsage() {}

    public static long of(Path directory) {
        DiskUsage usage = new DiskUsage();
        try {
            if (Files.isDirectory(directory)) {
                Files.walkFileTree(directory, usage.visitor());
            }
        } catch (IOException e) {
            // what was counted until here is what is known
        }
        return usage.bytes;
    }

    private SimpleFileVisitor<Path> visitor() {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }
}
