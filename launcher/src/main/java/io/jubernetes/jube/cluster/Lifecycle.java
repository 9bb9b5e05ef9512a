package io.jubernetes.jube.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be stopped in reverse order. A part that fails to stop does not keep the others running. Used by one
 * thread at a time.
 */
public final class Lifecycle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private record Part(String name, AutoCloseable closing) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    /** Remembers a part that now runs. @return the part */
    public <T extends AutoCloseable> T started(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closing().close();
            } catch (Exception e) { // AutoCloseable allows any
                LOG.warn("A part did not stop cleanly: part={}", part.name(), e);
            }
        }
    }
}
