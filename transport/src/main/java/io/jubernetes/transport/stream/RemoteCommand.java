package io.jubernetes.transport.stream;

import java.io.IOException;

/** What runs at the far end of an exec or attach. */
@FunctionalInterface
public interface RemoteCommand {

    /**
     * Runs to the end, on a thread that may wait.
     *
     * @throws IOException when the command could not be run; the client is told the message
     */
    ExitStatus run(RemoteCommandStreams streams) throws IOException, InterruptedException;
}
