package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library from a directory where it stays between starts. Left alone, RocksDB unpacks 17 MB into the
 * temporary directory at each start. The checksum of the packed library is part of the directory's name, so another version
 * never meets an old file.
 */
final class NativeLibrary {

    private NativeLibrary() {}

    static void load(Path directory) throws IOException {
        String name = Environment.getJniLibraryFileName("rocksdb");
        URL packed = RocksDB.class.getClassLoader().getResource(name);
        if (packed != null && packed.openConnection() instanceof JarURLConnection jar) {
            String version = Long.toHexString(jar.getJarEntry().getCrc());
            Path home = Directories.ownerOnly(directory.resolve("rocksdbjni-" + version));
            unpack(
                    packed,
                    home.resolve(nameWhenLoadedFromDirectory()),
                    jar.getJarEntry().getSize());
            RocksDB.loadLibrary(List.of(home.toString()));
        }
        RocksDB.loadLibrary();
    }

    /** {@link RocksDB#loadLibrary(List)} looks for another name than the one that the library has in the archive. */
    private static String nameWhenLoadedFromDirectory() {
        return Environment.getJniLibraryFileName("rocksdbjni");
    }

    /** Unpacks beside and renames, so that a file under its final name is whole whoever else unpacks at the same time. */
    private static void unpack(URL packed, Path target, long size) throws IOException {
        if (Files.exists(target) && Files.size(target) == size) {
            return;
        }
        Path partial = Files.createTempFile(target.getParent(), "unpack", ".partial");
        try (InputStream in = packed.openStream()) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
