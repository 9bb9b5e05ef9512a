package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The limit: one thread appends all that waits to a file, syncs once, answers. It keeps nothing that could be read. */
final class AppendLog implements AutoCloseable {

    private record Entry(byte[] value, CompletableFuture<Void> done) {}

    private final FileChannel file;
    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Environment.Task task;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8 << 20);

    AppendLog(Path path, Environment environment) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.task = environment.startNative("append-log", this::run);
    }

    void put(byte[] value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.add(new Entry(value, done));
        done.join();
    }

    private void run() throws InterruptedException {
        while (true) {
            java.util.List<Entry> turn = new java.util.ArrayList<>();
            turn.add(queue.take());
            queue.drainTo(turn, 2000);
            try {
                append(turn);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            turn.forEach(entry -> entry.done().complete(null));
        }
    }

    private void append(java.util.List<Entry> turn) throws IOException {
        buffer.clear();
        turn.forEach(entry -> buffer.putInt(entry.value().length).put(entry.value()));
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        task.interrupt();
        file.close();
    }
}
