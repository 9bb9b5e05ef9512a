package io.jubernetes.bench.kvstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What one writer cannot undercut: appends a value to a file and syncs it, on the writer's own thread. */
final class OneSync implements AutoCloseable {

    private final FileChannel file;

    OneSync(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    void put(byte[] value) {
        try {
            file.write(ByteBuffer.wrap(value));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
