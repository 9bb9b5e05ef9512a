package io.jubernetes.kubelet.runtime;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The few functions of the C library that the JDK has no way to: terminals, holes in files, network namespaces. */
@SuppressWarnings("restricted") // calling native code is what it is for
public final class Libc {

    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = LINUX ? 0x100 : 0x20000;
    private static final int O_CLOEXEC = LINUX ? 0x80000 : 0x1000000;
    private static final int KEEP_SIZE_AND_PUNCH_HOLE = 3;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final long TIOCSWINSZ = LINUX ? 0x5414L : 0x80087467L;

    private static final MethodHandle OPEN = function("open", 2, intFrom(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE = function("close", 1, intFrom(ValueLayout.JAVA_INT));
    private static final MethodHandle READ = function("read", 3, transfer());
    private static final MethodHandle WRITE = function("write", 3, transfer());
    private static final MethodHandle POLL =
            function("poll", 3, intFrom(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle OPENPT = function("posix_openpt", 1, intFrom(ValueLayout.JAVA_INT));
    private static final MethodHandle GRANTPT = function("grantpt", 1, intFrom(ValueLayout.JAVA_INT));
    private static final MethodHandle UNLOCKPT = function("unlockpt", 1, intFrom(ValueLayout.JAVA_INT));
    private static final MethodHandle PTSNAME =
            function("ptsname_r", 3, intFrom(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle IOCTL =
            function("ioctl", 2, intFrom(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle FALLOCATE = function(
            "fallocate",
            4,
            intFrom(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle LSETXATTR = function(
            "lsetxattr",
            5,
            intFrom(
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT));
    private static final MethodHandle KILL = function("kill", 2, intFrom(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SETNS = function("setns", 2, intFrom(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static final MethodHandle STATVFS =
            function("statvfs", 2, intFrom(ValueLayout.ADDRESS, ValueLayout.ADDRESS));

    private Libc() {}

    /** The room of the file system in which a file is. */
    static DiskSpace diskSpace(Path file) throws IOException {
        if (!LINUX) {
            FileStore store = Files.getFileStore(file);
            return new DiskSpace(store.getTotalSpace(), store.getUsableSpace(), 0, 0);
        }
        try (Arena arena = Arena.ofConfined()) {
            // eight bytes each: sizes of a block and a fragment, blocks, free ones, those for all, files, free ones
            MemorySegment answer = arena.allocate(256, 8);
            if ((int) call(STATVFS, arena.allocateFrom(file.toString()), answer) != 0) {
                throw new IOException(file + ": nothing is known about its file system");
            }
            long fragment = answer.getAtIndex(ValueLayout.JAVA_LONG, 1);
            return new DiskSpace(
                    answer.getAtIndex(ValueLayout.JAVA_LONG, 2) * fragment,
                    answer.getAtIndex(ValueLayout.JAVA_LONG, 4) * fragment,
                    answer.getAtIndex(ValueLayout.JAVA_LONG, 5),
                    answer.getAtIndex(ValueLayout.JAVA_LONG, 6));
        }
    }

    /** Opens the master side of a new terminal; the caller closes it. */
    public static int openTerminal() throws IOException {
        int master = (int) call(OPENPT, O_RDWR | O_NOCTTY | (LINUX ? O_CLOEXEC : 0));
        if (master < 0 || (int) call(GRANTPT, master) != 0 || (int) call(UNLOCKPT, master) != 0) {
            close(master);
            throw new IOException("no terminal can be opened");
        }
        return master;
    }

    /** The path of a terminal's other side. */
    public static String terminalName(int master) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(128);
            if ((int) call(PTSNAME, master, name, 128L) != 0) {
                throw new IOException("a terminal without a name");
            }
            return name.getString(0);
        }
    }

    public static void resizeTerminal(int master, int columns, int rows) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            size.setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) rows);
            size.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) columns);
            call(IOCTL, master, TIOCSWINSZ, size);
        }
    }

    /** Waits for something to read, or the end, for some milliseconds. Blocks the carrier as {@link #read} does. */
    public static boolean awaitReadable(int descriptor, int milliseconds) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment question = arena.allocate(8, 4);
            question.set(ValueLayout.JAVA_INT, 0, descriptor);
            question.set(ValueLayout.JAVA_SHORT, 4, (short) 1);
            return (int) call(POLL, question, 1L, milliseconds) > 0;
        }
    }

    /** Reads what is there, waiting for something; -1 at the end. Blocks the carrier: call it on a thread of the platform. */
    public static int read(int descriptor, byte[] into) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(into.length);
            long count = (long) call(READ, descriptor, buffer, (long) into.length);
            if (count > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) count);
            }
            return count <= 0 ? -1 : (int) count;
        }
    }

    /** Writes all of it. */
    public static void write(int descriptor, byte[] data, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, length));
            MemorySegment.copy(data, 0, buffer, ValueLayout.JAVA_BYTE, 0, length);
            long done = 0;
            while (done < length) {
                long count = (long) call(WRITE, descriptor, buffer.asSlice(done), length - done);
                if (count < 0) {
                    throw new IOException("the terminal was closed");
                }
                done += count;
            }
        }
    }

    public static void close(int descriptor) throws IOException {
        if (descriptor >= 0) {
            call(CLOSE, descriptor);
        }
    }

    /** Gives the room of a file's first bytes back to the disk; they read as zeros then. Does nothing where that is not possible. */
    public static void punchHole(Path file, long length) {
        if (!LINUX) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) call(OPEN, arena.allocateFrom(file.toString()), O_RDWR | O_CLOEXEC);
            if (descriptor >= 0) {
                call(FALLOCATE, descriptor, KEEP_SIZE_AND_PUNCH_HOLE, 0L, length);
                close(descriptor);
            }
        } catch (IOException e) {
            // the room stays taken until the container is removed
        }
    }

    /** Moves the calling thread, which has to be one of the platform's, into a network namespace for good. */
    public static void enterNetwork(Path namespace) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) call(OPEN, arena.allocateFrom(namespace.toString()), O_CLOEXEC);
            int outcome = descriptor < 0 ? -1 : (int) call(SETNS, descriptor, CLONE_NEWNET);
            close(descriptor);
            if (outcome != 0) {
                throw new IOException("the network namespace " + namespace + " cannot be entered");
            }
        }
    }

    /** Sets an extended attribute of a file, without following links. */
    public static void setAttribute(Path file, String name, byte[] value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment content = arena.allocate(Math.max(1, value.length));
            MemorySegment.copy(value, 0, content, ValueLayout.JAVA_BYTE, 0, value.length);
            MemorySegment path = arena.allocateFrom(file.toString());
            if ((int) call(LSETXATTR, path, arena.allocateFrom(name), content, (long) value.length, 0) != 0) {
                throw new IOException(file + ": the extended attribute " + name + " cannot be set");
            }
        }
    }

    /** Changes the size of the terminal that a file is, from either of its sides. */
    public static void resizeTerminal(Path terminal, int columns, int rows) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) call(OPEN, arena.allocateFrom(terminal.toString()), O_RDWR | O_NOCTTY | O_CLOEXEC);
            if (descriptor >= 0) {
                resizeTerminal(descriptor, columns, rows);
                close(descriptor);
            }
        }
    }

    /** Sends a signal to a process; nothing happens when it is gone. */
    public static void signal(long pid, int number) throws IOException {
        call(KILL, (int) pid, number);
    }

    private static Object call(MethodHandle function, Object... arguments) throws IOException {
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    private static FunctionDescriptor intFrom(MemoryLayout... arguments) {
        return FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    }

    private static FunctionDescriptor transfer() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    }

    /** A function of which {@code fixed} arguments are named in its prototype; where it does not exist, one that fails. */
    private static MethodHandle function(String name, int fixed, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
        boolean variadic = fixed < type.argumentLayouts().size();
        Linker.Option[] options =
                variadic ? new Linker.Option[] {Linker.Option.firstVariadicArg(fixed)} : new Linker.Option[0];
        return symbol.map(s -> linker.downcallHandle(s, type, options))
                .orElseGet(() -> MissingFunction.of(name, type.toMethodType()));
    }
}
