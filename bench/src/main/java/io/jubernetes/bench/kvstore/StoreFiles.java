package io.jubernetes.bench.kvstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of stores. */
final class StoreFiles {

    private StoreFiles() {}

    /** How large all files below a directory are; those that vanish meanwhile count nothing. */
    static long bytesUnder(Path directory) throws IOException {
        long sum = 0;
        for (Path path : list(directory)) {
            try {
                sum += Files.isRegularFile(path) ? Files.size(path) : 0;
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return sum;
    }

    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path path :
                    list(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        }
    }
}
