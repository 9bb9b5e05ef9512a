package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.WatchSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores that decide and read as they should, but tell watchers wrongly. */
final class BrokenWatches {

    private BrokenWatches() {}

    /** A store all of whose watches call the sink through another one; they count their calls together. */
    static VersionedStore through(VersionedStore store, Function<WatchSink, Sink> fault) {
        AtomicInteger calls = new AtomicInteger();
        return new WrappedStore(store) {
            @Override
            public Watch watch(String prefix, long afterRevision, WatchSink sink) {
                Sink faulty = fault.apply(sink);
                faulty.calls = calls;
                return super.watch(prefix, afterRevision, faulty);
            }
        };
    }

    /** The first event after the compacted revision is not told when it is a delete and the watch begins just there. */
    static VersionedStore deleteLostAtCompaction(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public Watch watch(String prefix, long afterRevision, WatchSink sink) {
                boolean edge = afterRevision > 0 && afterRevision == compactedRevision();
                return super.watch(prefix, afterRevision, edge ? new WithoutFirstDelete(sink) : sink);
            }
        };
    }

    /** A watch begins one revision too late, as if its caller had seen more. */
    static VersionedStore beginsTooLate(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public Watch watch(String prefix, long afterRevision, WatchSink sink) {
                boolean history = afterRevision > 0 && afterRevision < revision();
                return super.watch(prefix, history ? afterRevision + 1 : afterRevision, sink);
            }
        };
    }

    /** A watch begins one revision too early: what its caller has seen comes again. */
    static VersionedStore beginsTooEarly(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public Watch watch(String prefix, long afterRevision, WatchSink sink) {
                boolean possible = afterRevision > compactedRevision();
                return super.watch(prefix, possible ? afterRevision - 1 : afterRevision, sink);
            }
        };
    }

    /** A sink that passes everything on; subclasses change some of it. Calls come one at a time. */
    static class Sink implements WatchSink {
        final WatchSink next;
        AtomicInteger calls = new AtomicInteger();

        Sink(WatchSink next) {
            this.next = next;
        }

        @Override
        public void events(long revision, List<Event> events) {
            next.events(revision, events);
        }

        @Override
        public void progress(long revision) {
            next.progress(revision);
        }

        @Override
        public void closed(RuntimeException reason) {
            next.closed(reason);
        }
    }

    static final class Losing extends Sink {
        Losing(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            if (calls.incrementAndGet() % 40 != 0) {
                next.events(revision, events);
            }
        }
    }

    static final class Repeating extends Sink {
        Repeating(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            next.events(revision, events);
            if (calls.incrementAndGet() % 40 == 0) {
                next.events(revision, events);
            }
        }
    }

    /** Now and then two revisions change places. */
    static final class Reordering extends Sink {
        private @Nullable Runnable held;

        Reordering(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            if (calls.incrementAndGet() % 40 == 0) {
                held = () -> next.events(revision, events);
                return;
            }
            next.events(revision, events);
            if (held != null) {
                held.run();
                held = null;
            }
        }
    }

    /** A transaction comes in pieces. */
    static final class Splitting extends Sink {
        Splitting(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            events.forEach(event -> next.events(revision, List.of(event)));
        }
    }

    /** Progress is promised for what is yet to come. */
    static final class Promising extends Sink {
        Promising(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            next.progress(revision);
            next.events(revision, events);
        }
    }

    /** Deletes and overwrites do not say what was there before. */
    static final class Forgetting extends Sink {
        Forgetting(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            List<Event> told = new ArrayList<>();
            for (Event event : events) {
                told.add(event instanceof Event.Put put ? new Event.Put(put.current(), null) : event);
            }
            next.events(revision, told);
        }
    }

    private static final class WithoutFirstDelete extends Sink {
        WithoutFirstDelete(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            if (calls.getAndIncrement() > 0 || !(events.getFirst() instanceof Event.Delete)) {
                next.events(revision, events);
            }
        }
    }

    /** A watcher that is behind is told only the newest of what it missed. */
    static final class Skipping extends Sink {
        private boolean live;
        private @Nullable Runnable newest;

        Skipping(WatchSink next) {
            super(next);
        }

        @Override
        public void events(long revision, List<Event> events) {
            if (live) {
                next.events(revision, events);
            } else {
                newest = () -> next.events(revision, events);
            }
        }

        @Override
        public void progress(long revision) {
            if (newest != null) {
                newest.run();
                newest = null;
            }
            live = true;
            next.progress(revision);
        }
    }
}
