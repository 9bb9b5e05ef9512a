package io.jubernetes.transport.stream;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a command talks to its client through. Each stream may be used on a thread of its own. */
public interface RemoteCommandStreams {

    /** What the client types; at its end at once when the client does not want to type. */
    InputStream stdin();

    /** Writing waits while the client is slow, throws when it left, and goes nowhere when it does not listen. */
    OutputStream stdout();

    /** As {@link #stdout()}; with a terminal it goes nowhere. */
    OutputStream stderr();

    /** Waits for the next size of the client's terminal; null when none comes any more. */
    @Nullable
    TerminalSize nextResize() throws InterruptedException;

    /** Registers what to do when the client leaves before the command ended. It must not wait. */
    void onClose(Runnable action);
}
