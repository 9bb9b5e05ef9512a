package io.jubernetes.kubelet.runtime;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The other end of exec and attach.
 *
 * @param stdin what the caller sends; null when nothing will come
 * @param stdout null when the caller does not want it
 * @param stderr null when the caller does not want it, and with a terminal, where all output is stdout
 */
public record ContainerStreams(
        @Nullable InputStream stdin,
        @Nullable OutputStream stdout,
        @Nullable OutputStream stderr,
        TerminalSizes sizes) {

    /** Where new sizes of the caller's terminal come from. */
    @FunctionalInterface
    public interface TerminalSizes {

        TerminalSizes NONE = () -> null;

        /** Waits for the next size; null when there will be none. */
        @Nullable
        Size next() throws InterruptedException;
    }

    /** A terminal's size in characters. */
    public record Size(int columns, int rows) {}
}
