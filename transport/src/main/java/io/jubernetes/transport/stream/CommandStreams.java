package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the two protocols have in common: the streams of a command, and the client's leaving. */
final class CommandStreams implements RemoteCommandStreams {

    private final Environment environment;
    private final InputStream stdin;
    private final OutputStream stdout;
    private final OutputStream stderr;
    private final ResizeReader resizes;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> onClose = new ArrayList<>();
    private boolean gone;

    CommandStreams(
            Environment environment, InputStream stdin, OutputStream stdout, OutputStream stderr, InputStream resize) {
        this.environment = environment;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.resizes = new ResizeReader(resize);
    }

    @Override
    public InputStream stdin() {
        return stdin;
    }

    @Override
    public OutputStream stdout() {
        return stdout;
    }

    @Override
    public OutputStream stderr() {
        return stderr;
    }

    @Override
    public @Nullable TerminalSize nextResize() throws InterruptedException {
        return resizes.next();
    }

    @Override
    public void onClose(Runnable action) {
        lock.lock();
        try {
            if (!gone) {
                onClose.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    void clientLeft() {
        List<Runnable> actions;
        lock.lock();
        try {
            gone = true;
            actions = List.copyOf(onClose);
            onClose.clear();
        } finally {
            lock.unlock();
        }
        if (!actions.isEmpty()) { // somebody else's code: not on the reading thread
            environment.start("stream-closed", () -> actions.forEach(Runnable::run));
        }
    }
}
