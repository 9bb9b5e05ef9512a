package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.log.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn that was decided but is perhaps not durable yet.
 *
 * @param entry what it wrote; null when it wrote nothing
 * @param view the store right after it; null when that is as before
 * @param changes what watchers are to be told
 * @param outcomes the answers, in the order of the requests
 */
record Written(
        @Nullable LogEntry entry,
        @Nullable View view,
        List<Change> changes,
        List<Request> requests,
        List<Outcome> outcomes) {

    void answer() {
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).answer().complete(outcomes.get(i));
        }
    }

    /** Answers everybody who was not refused for want of room that it may not be there to stay. */
    void doubt() {
        for (int i = 0; i < requests.size(); i++) {
            Outcome decided = outcomes.get(i);
            requests.get(i).answer().complete(decided instanceof Outcome.Full ? decided : new Outcome.InDoubt());
        }
    }

    /** Answers everybody that nothing is known. */
    void fail(Throwable cause) {
        Outcome failed = new Outcome.Failed(cause);
        requests.forEach(request -> request.answer().complete(failed));
        if (view != null) {
            view.release();
        }
    }
}
