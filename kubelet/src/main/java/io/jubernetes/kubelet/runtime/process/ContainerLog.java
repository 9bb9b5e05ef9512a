package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Libc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries what a container writes into its log file, in CRI format: {@code TIMESTAMP stdout F line}. The process appends to plain
 * files that no agent needs to be there for; what was carried over is noted together with the size the log then had, so that an
 * agent that was killed in between neither loses nor repeats a line. Room of what was carried over is given back to the disk.
 */
public final class ContainerLog {

    private static final int PIECE = 1 << 16;
    private static final int LONGEST_LINE = 1 << 14;
    private static final long HOLE = 1L << 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    /** How far both outputs are in a log of this size. */
    public record Position(long stdout, long stderr, long logSize) {}

    private final Environment environment;
    private final ContainerFiles files;
    private final Path logFile;
    private final ReentrantLock lock = new ReentrantLock();
    private Position position;
    private boolean checked;
    private long punchedStdout;
    private long punchedStderr;

    public ContainerLog(Environment environment, ContainerFiles files, Path logFile) {
        this.environment = environment;
        this.files = files;
        this.logFile = logFile;
        this.position = StateFiles.readJson(files.logPosition(), Position.class).orElse(new Position(0, 0, 0));
    }

    /**
     * Carries over all whole lines.
     *
     * @param last the process has ended: what has no end of line comes too
     * @return whether there was anything
     */
    public boolean pump(boolean last) throws IOException {
        lock.lock();
        try {
            boolean any = false;
            while (step(last)) {
                any = true;
            }
            return any;
        } finally {
            lock.unlock();
        }
    }

    /** The log file was moved away. */
    public void reopen() {
        lock.lock();
        try {
            save(new Position(position.stdout(), position.stderr(), 0));
        } finally {
            lock.unlock();
        }
    }

    private boolean step(boolean last) throws IOException {
        if (!hasMore(files.stdout(), position.stdout()) && !hasMore(files.stderr(), position.stderr())) {
            return false;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        String now = TIME.format(environment.now());
        long out = position.stdout() + take(files.stdout(), position.stdout(), now + " stdout ", lines, last);
        long err = position.stderr() + take(files.stderr(), position.stderr(), now + " stderr ", lines, last);
        if (lines.size() == 0) {
            return false;
        }
        save(new Position(out, err, append(lines.toByteArray())));
        punchedStdout = giveBack(files.stdout(), punchedStdout, out);
        punchedStderr = giveBack(files.stderr(), punchedStderr, err);
        return true;
    }

    /** Asked for each container several times a second: one call of the kernel, and nothing thrown for a missing file. */
    private static boolean hasMore(Path file, long from) {
        return file.toFile().length() > from;
    }

    /** Adds the lines that begin at an offset to {@code lines}; how many bytes they were. */
    private static int take(Path file, long from, String prefix, ByteArrayOutputStream lines, boolean last)
            throws IOException {
        if (!hasMore(file, from)) {
            return 0;
        }
        byte[] piece = read(file, from);
        int taken = 0;
        for (int i = 0; i < piece.length; i++) {
            boolean end = piece[i] == '\n';
            if (end || i - taken + 1 == LONGEST_LINE) {
                write(lines, prefix, piece, taken, end ? i : i + 1, end);
                taken = i + 1;
            }
        }
        if (last && taken < piece.length && piece.length < PIECE) {
            write(lines, prefix, piece, taken, piece.length, false);
            taken = piece.length;
        }
        return taken;
    }

    private static void write(
            ByteArrayOutputStream lines, String prefix, byte[] piece, int from, int to, boolean whole) {
        lines.writeBytes((prefix + (whole ? "F " : "P ")).getBytes(StandardCharsets.US_ASCII));
        lines.write(piece, from, to - from);
        lines.write('\n');
    }

    private static byte[] read(Path file, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, channel.size() - from));
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                // goes on until the piece is full or the file ends
            }
            byte[] piece = new byte[buffer.position()];
            buffer.flip().get(piece);
            return piece;
        }
    }

    private long append(byte[] lines) throws IOException {
        if (!checked) {
            Files.createDirectories(logFile.toAbsolutePath().getParent());
        }
        try (FileChannel log = FileChannel.open(logFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!checked && log.size() > position.logSize()) {
                log.truncate(position.logSize());
            }
            checked = true;
            log.position(log.size());
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            while (buffer.hasRemaining()) {
                log.write(buffer);
            }
            return log.position();
        }
    }

    private void save(Position next) {
        StateFiles.writeJson(files.logPosition(), next);
        position = next;
    }

    private static long giveBack(Path file, long punched, long until) {
        if (until - punched < HOLE) {
            return punched;
        }
        Libc.punchHole(file, until);
        return until;
    }
}
