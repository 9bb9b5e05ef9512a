package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes a container's log to a reader; when it follows, until the container has ended and all was written. */
final class LogStream implements ResponseBody.Stream {

    private static final int BLOCK = 1 << 16;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Environment environment;
    private final ContainerRuntime runtime;
    private final Container container;
    private final LogOptions options;
    private long at;
    private long left;
    private byte[] rest = new byte[0];

    LogStream(Environment environment, ContainerRuntime runtime, Container container, LogOptions options) {
        this.environment = environment;
        this.runtime = runtime;
        this.container = container;
        this.options = options;
        this.left = options.limit() < 0 ? Long.MAX_VALUE : options.limit();
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        sink.onClose(() -> closed.set(true));
        Path file = container.logFile();
        runtime.flushLog(container.id());
        if (options.tail() >= 0 && Files.exists(file)) {
            at = LogTail.offset(file, options.tail());
        }
        boolean running = true;
        while (running && !closed.get() && left > 0) {
            // looked at before reading: what it wrote until its end is read then
            running = options.follow() && isRunning();
            runtime.flushLog(container.id());
            boolean any = copy(file, sink);
            if (!any && running) {
                environment.sleep(LOOK);
            }
        }
    }

    private boolean isRunning() {
        Optional<Container> now = runtime.container(container.id());
        return now.isPresent() && !now.get().isExited();
    }

    private boolean copy(Path file, BodySink sink) throws IOException, InterruptedException {
        boolean any = false;
        while (left > 0 && Files.exists(file)) {
            byte[] block = block(file);
            if (block.length == 0) {
                return any;
            }
            any = true;
            byte[] shown = lines(block);
            if (shown.length > left) {
                shown = Arrays.copyOf(shown, (int) left);
            }
            left -= shown.length;
            if (shown.length > 0) {
                sink.write(shown);
            }
        }
        return any;
    }

    /** A file that is shorter than what was read of it is a new one: the log was rotated. */
    private byte[] block(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < at) {
                at = 0;
                rest = new byte[0];
            }
            byte[] block = LogTail.read(channel, at, (int) Math.min(BLOCK, channel.size() - at));
            at += block.length;
            return block;
        }
    }

    private byte[] lines(byte[] block) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        int begin = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                show(join(rest, block, begin, i), shown);
                rest = new byte[0];
                begin = i + 1;
            }
        }
        rest = join(rest, block, begin, block.length);
        return shown.toByteArray();
    }

    private void show(byte[] line, ByteArrayOutputStream into) {
        Instant since = options.since();
        LogLine.parse(line)
                .filter(l -> since == null || l.isSince(since))
                .ifPresent(l -> into.writeBytes(l.shown(options.timestamps())));
    }

    private static byte[] join(byte[] head, byte[] block, int from, int to) {
        byte[] joined = Arrays.copyOf(head, head.length + to - from);
        System.arraycopy(block, from, joined, head.length, to - from);
        return joined;
    }
}
