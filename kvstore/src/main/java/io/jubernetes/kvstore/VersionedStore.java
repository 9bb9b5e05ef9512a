package io.jubernetes.kvstore;

import org.jspecify.annotations.Nullable;

/**
 * A sorted map from keys to values that keeps its history, tells watchers of every change, and decides concurrent writes one
 * after the other. All methods may be called from any thread; those that wait do so in a way that suits virtual threads.
 *
 * <p>Guarantees: writes are strictly serializable; {@link #commit} returns only once the write is durable; no read shows a
 * write that is not durable; watchers get events in revision order, every one, none twice, and all events of one revision
 * in one {@link WatchSink#events} call.
 *
 * <p>Keys compare as unsigned bytes of their UTF-8 form. Byte arrays handed in or out are never changed by either side.
 */
public interface VersionedStore extends AutoCloseable {

    /**
     * The revision of the newest durable write; 0 when there was none. An engine whose numbers are not its own alone may begin
     * higher, and others' writes take numbers, too. When it returns to anybody but a sink, all sinks of a
     * {@linkplain #isShared() shared} store were told everything up to this revision.
     */
    long revision();

    /**
     * Whether others than this process may write to the store. What they wrote reaches sinks a little later than their commit
     * returns; who needs to have seen it asks for the {@link #revision} first.
     */
    default boolean isShared() {
        return false;
    }

    /** The oldest revision that can still be read; 0 when nothing was compacted. Reading below it is {@link CompactedException}. */
    long compactedRevision();

    /**
     * The value of {@code key} at {@code revision}, or null when the key did not exist then.
     *
     * @param revision 0 reads the newest state
     * @throws CompactedException when the revision is older than {@link #compactedRevision()}
     * @throws FutureRevisionException when the revision is newer than {@link #revision()}
     */
    @Nullable
    KeyValue get(String key, long revision);

    /** The newest value of {@code key}, or null when it does not exist. */
    default @Nullable KeyValue get(String key) {
        return get(key, 0);
    }

    /**
     * The keys under a prefix in key order, all read at one revision.
     *
     * @throws CompactedException as for {@link #get}
     * @throws FutureRevisionException as for {@link #get}
     */
    RangeResult range(RangeRequest request);

    /**
     * Decides the transaction against the newest state: when every comparison holds, all its operations are applied at one new
     * revision. Waits until the outcome is durable.
     *
     * <p>A delete of a key that does not exist changes nothing; a transaction that changes nothing is committed at the revision
     * that the store already has.
     *
     * @throws StoreFullException when there is no room left for a put; deletes, and puts that {@linkplain Txn#makesRoom make
     *     room}, are taken longer
     * @throws StoreUnavailableException when nobody knows whether it took place
     * @throws StoreClosedException when the store was closed before the outcome was known
     */
    CommitResult commit(Txn txn);

    /**
     * Starts telling {@code sink} of every change under {@code prefix}, beginning with the one <i>after</i> {@code afterRevision}.
     * Changes that are already history are delivered first, then live ones, without gap or repetition.
     *
     * <p>Live events reach the sink before the {@link #commit} that caused them returns. The sink is called by one thread at a
     * time and must neither block nor throw; a sink that is called by the committing thread delays all writers. {@link WatchSink}
     * says how a watch ends.
     *
     * @param afterRevision the last revision that the caller has already seen; at least {@link #compactedRevision()}, at most
     *     {@link #revision()}
     * @throws CompactedException when {@code afterRevision} is older than {@link #compactedRevision()}
     * @throws FutureRevisionException when {@code afterRevision} is newer than {@link #revision()}
     */
    Watch watch(String prefix, long afterRevision, WatchSink sink);

    /**
     * Gives up history older than {@code revision}: afterwards it is the oldest one readable. Never blocks writers. Does
     * nothing when already compacted to there.
     *
     * @throws FutureRevisionException when the revision is newer than {@link #revision()}
     */
    void compact(long revision);

    /**
     * About how many bytes history takes on the disk: what compacting to the newest revision would give back, sooner or later. What
     * was written lately may not be counted yet. 0 when there is none, or when the engine does not know.
     */
    default long historyBytes() {
        return 0;
    }

    /**
     * The {@link ContentHash} of all that the store held at a revision, so that a cache or a copy can be compared with it: equal
     * hashes say that both hold the same keys with the same values, written at the same revisions; how they came there, what was
     * before, and revisions that left nothing behind make no difference. Known without reading the content.
     *
     * <p>An engine whose data others write too may not keep it: null, always.
     *
     * @param revision 0 asks for the newest state
     * @throws CompactedException as for {@link #get}
     * @throws FutureRevisionException as for {@link #get}
     */
    default @Nullable ContentHash contentHash(long revision) {
        return null;
    }

    /** Stops taking writes, waits for those under way, ends all watches, and releases files. May be called again. */
    @Override
    void close();

    /** A running watch. */
    interface Watch extends AutoCloseable {
        /** Stops the watch; when this returns, the sink is not called again. May be called again, and from the sink itself. */
        @Override
        void close();
    }
}
