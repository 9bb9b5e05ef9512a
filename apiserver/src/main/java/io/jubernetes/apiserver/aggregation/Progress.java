package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apiserver.surface.RemoteVersion.Known;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far the inquiry about one registration is. Guarded by the aggregator's lock. */
final class Progress {

    /** Networks break without anybody's writing it down. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private @Nullable RemoteServer asked;
    private Known known = Inquiry.NOTHING;
    private Duration retry = FIRST_RETRY;
    private boolean asking;
    private long due;

    Known known() {
        return known;
    }

    /** Whether to ask now; what has changed since the last time is asked about at once. */
    boolean begin(RemoteServer server, long now) {
        if (asking || server == asked && due - now > 0) {
            return false;
        }
        if (server != asked) {
            retry = FIRST_RETRY;
        }
        asking = true;
        asked = server;
        return true;
    }

    void end(Inquiry.Outcome outcome, boolean written, long now) {
        asking = false;
        known = outcome.known();
        boolean good = outcome.verdict().isAvailable() && written;
        Duration wait = good ? AGAIN : retry;
        Duration next = retry.multipliedBy(2);
        retry = good ? FIRST_RETRY : next.compareTo(AGAIN) < 0 ? next : AGAIN;
        due = now + wait.toNanos();
    }

    /** How long until it is time again. */
    Duration left(long now) {
        return asking ? AGAIN : Duration.ofNanos(Math.max(0, due - now));
    }
}
