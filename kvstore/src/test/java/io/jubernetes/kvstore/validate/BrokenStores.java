package io.jubernetes.kvstore.validate;

import io.jubernetes.kvstore.CommitResult;
import io.jubernetes.kvstore.CommitResult.Committed;
import io.jubernetes.kvstore.CommitResult.Conflict;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores that answer writers and readers wrongly, now and then. */
final class BrokenStores {

    private BrokenStores() {}

    /** One call in so many is served wrongly. */
    private abstract static class Faulty extends WrappedStore {
        private final AtomicInteger calls = new AtomicInteger();
        private final int every;

        Faulty(VersionedStore store, int every) {
            super(store);
            this.every = every;
        }

        boolean fails() {
            return calls.incrementAndGet() % every == 0;
        }

        @Override
        public CommitResult commit(Txn txn) {
            return fails() ? wrong(txn) : super.commit(txn);
        }

        CommitResult wrong(Txn txn) {
            return super.commit(txn);
        }
    }

    /** An acknowledged write is not there. */
    static VersionedStore losesWrites(VersionedStore store) {
        return new Faulty(store, 50) {
            @Override
            CommitResult wrong(Txn txn) {
                return new Committed(revision());
            }
        };
    }

    /** The revision of an answer goes back. */
    static VersionedStore goesBack(VersionedStore store) {
        return new Faulty(store, 50) {
            @Override
            CommitResult wrong(Txn txn) {
                return switch (store.commit(txn)) {
                    case Committed(long revision) -> new Committed(Math.max(1, revision - 1));
                    case Conflict conflict -> conflict;
                };
            }
        };
    }

    /** A transaction of several keys happens at two revisions. */
    static VersionedStore tearsTransactions(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public CommitResult commit(Txn txn) {
                if (txn.ops().size() < 2) {
                    return super.commit(txn);
                }
                CommitResult first =
                        super.commit(new Txn(txn.compares(), txn.ops().subList(0, 1)));
                return first instanceof Committed
                        ? super.commit(new Txn(List.of(), txn.ops().subList(1, 2)))
                        : first;
            }
        };
    }

    /** Only some of a transaction happens. */
    static VersionedStore halvesTransactions(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public CommitResult commit(Txn txn) {
                return super.commit(new Txn(txn.compares(), txn.ops().subList(0, 1)));
            }
        };
    }

    /** A comparison is not looked at: an update is lost. */
    static VersionedStore comparesNothing(VersionedStore store) {
        return new Faulty(store, 10) {
            @Override
            CommitResult wrong(Txn txn) {
                return store.commit(new Txn(List.of(), txn.ops()));
            }
        };
    }

    /** A write that should have been taken is refused. */
    static VersionedStore refusesWithoutReason(VersionedStore store) {
        return new Faulty(store, 30) {
            @Override
            CommitResult wrong(Txn txn) {
                String key = txn.ops().getFirst().key();
                return new Conflict(key, new KeyValue(key, new byte[0], 1, 1));
            }
        };
    }

    /** The answer to a refused write shows what the key never held. */
    static VersionedStore liesAboutConflicts(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public CommitResult commit(Txn txn) {
                return switch (super.commit(txn)) {
                    case Conflict(String key, KeyValue current)
                    when current != null ->
                        new Conflict(
                                key, new KeyValue(key, new byte[0], current.createRevision(), current.modRevision()));
                    case CommitResult other -> other;
                };
            }
        };
    }

    /** A conditional write is decided on a state that was read before, without holding others back. */
    static VersionedStore decidesOnOldState(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public CommitResult commit(Txn txn) {
                for (Txn.Compare compare : txn.compares()) {
                    KeyValue current = store.get(compare.key());
                    if ((current == null ? 0 : current.modRevision()) != compare.modRevision()) {
                        return new Conflict(compare.key(), current);
                    }
                }
                Thread.yield();
                return super.commit(new Txn(List.of(), txn.ops()));
            }
        };
    }

    private abstract static class Reading extends WrappedStore {
        private final AtomicInteger calls = new AtomicInteger();

        Reading(VersionedStore store) {
            super(store);
        }

        @Override
        public RangeResult range(RangeRequest request) {
            RangeResult right = super.range(request);
            return calls.incrementAndGet() % 20 == 0 ? wrong(request, right) : right;
        }

        abstract RangeResult wrong(RangeRequest request, RangeResult right);
    }

    /** A read of the newest state shows an older one. */
    static VersionedStore readsStale(VersionedStore store) {
        return new Reading(store) {
            @Override
            RangeResult wrong(RangeRequest request, RangeResult right) {
                long old = Math.max(compactedRevision(), right.revision() - 30);
                return request.revision() == 0 && old > 0
                        ? store.range(new RangeRequest(request.prefix(), request.startAfter(), request.limit(), old))
                        : right;
            }
        };
    }

    /** A read says one revision and shows another. */
    static VersionedStore readsAnotherRevision(VersionedStore store) {
        return new Reading(store) {
            @Override
            RangeResult wrong(RangeRequest request, RangeResult right) {
                RangeResult newest =
                        store.range(new RangeRequest(request.prefix(), request.startAfter(), request.limit(), 0));
                return new RangeResult(newest.items(), newest.remaining(), right.revision());
            }
        };
    }

    /** A key is missing in a list. */
    static VersionedStore leavesOut(VersionedStore store) {
        return new Reading(store) {
            @Override
            RangeResult wrong(RangeRequest request, RangeResult right) {
                List<KeyValue> items = new ArrayList<>(right.items());
                if (!items.isEmpty()) {
                    items.removeLast();
                }
                return new RangeResult(items, right.remaining(), right.revision());
            }
        };
    }

    /** What lies behind a page is counted wrongly. */
    static VersionedStore miscounts(VersionedStore store) {
        return new Reading(store) {
            @Override
            RangeResult wrong(RangeRequest request, RangeResult right) {
                return new RangeResult(right.items(), right.remaining() + 1, right.revision());
            }
        };
    }

    /** Compaction takes more than it was told to: a key that still lived is gone from what can still be read. */
    static VersionedStore compactsTooMuch(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public RangeResult range(RangeRequest request) {
                RangeResult right = super.range(request);
                List<KeyValue> items = new ArrayList<>(right.items());
                items.removeIf(item -> item.modRevision() < compactedRevision());
                return new RangeResult(items, right.remaining(), right.revision());
            }
        };
    }

    /** An overwritten key counts as new. */
    static VersionedStore forgetsCreation(VersionedStore store) {
        return new WrappedStore(store) {
            @Override
            public RangeResult range(RangeRequest request) {
                RangeResult right = super.range(request);
                List<KeyValue> items = right.items().stream()
                        .map(item -> new KeyValue(item.key(), item.value(), item.modRevision(), item.modRevision()))
                        .toList();
                return new RangeResult(items, right.remaining(), right.revision());
            }
        };
    }
}
