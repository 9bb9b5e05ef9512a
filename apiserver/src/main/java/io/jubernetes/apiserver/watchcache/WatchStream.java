package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.pipeline.ErrorTranslator;
import io.jubernetes.apiserver.pipeline.StatusBody;
import io.jubernetes.apiserver.watchcache.CacheEvent.Type;
import io.jubernetes.apiserver.watchcache.WatchRequest.Start;
import io.jubernetes.apiserver.watchcache.Watcher.End;
import io.jubernetes.kvstore.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a watch: runs on the thread that sends it, and ends with its time, its receiver or the server. What it tells begins
 * with its making, which is before its client is answered: a client that has been answered misses nothing that it does next.
 */
public final class WatchStream implements ResponseBody.Stream {

    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(60);
    private static final int TOGETHER = 64;

    private final WatchSource source;
    private final WatchRequest request;
    private final Watcher watcher;
    /** Everything up to here was applied when the watch was opened. */
    private final long applied;
    /** The state when the watch was opened; given up once told, because a watch lives long. */
    private Snapshot opened;
    /** The revision of the last event or bookmark that was written; at first that from which the watch goes on. */
    private long told;
    /** That of the next event. */
    private EventForm form;

    WatchStream(WatchSource source, WatchRequest request, Watcher watcher) {
        this.source = source;
        this.request = request;
        this.watcher = watcher;
        this.applied = source.feed().applied();
        this.opened = source.cache().snapshot();
        this.form = request.form();
        this.told = request.start() instanceof Start.After(long revision) ? revision : opened.revision();
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        sink.onClose(() -> watcher.close(End.GONE));
        long deadline = environment().nanoTime() + request.timeout().toNanos();
        try {
            begin(sink);
            follow(sink, deadline);
        } catch (ApiException refusal) {
            error(sink, refusal);
        } catch (StoreException outcome) {
            error(sink, ErrorTranslator.ofStore(outcome));
        } catch (BodySink.ClosedSinkException gone) {
            watcher.close(End.GONE);
        } finally {
            source.cache().unregister(watcher);
        }
    }

    private Environment environment() {
        return source.environment();
    }

    private void begin(BodySink sink) throws IOException, InterruptedException {
        long seen = told;
        if (request.start() instanceof Start.State(boolean announceEnd)) {
            state(sink, opened);
            if (announceEnd) {
                bookmark(sink, Math.max(applied, seen), true);
            }
        }
        opened = Snapshot.EMPTY;
        resume(sink, seen);
    }

    private void state(BodySink sink, Snapshot snapshot) throws IOException, InterruptedException {
        List<byte[]> frames = new ArrayList<>();
        request.selection().prepare(snapshot.all(request.selection().namespace()));
        for (CachedObject object : snapshot.all(request.selection().namespace())) {
            if (request.selection().matches(object)) {
                frames.add(form.frame(Type.ADDED.name(), object));
                form = request.form().later();
                if (frames.size() == TOGETHER) {
                    sink.writeAll(frames);
                    frames = new ArrayList<>();
                }
            }
        }
        sink.writeAll(frames);
    }

    private void resume(BodySink sink, long revision) throws IOException, InterruptedException {
        long seen = revision;
        while (!source.cache().register(watcher, seen)) {
            History.Piece piece = source.history().after(seen);
            if (!piece.events().isEmpty()) {
                write(sink, List.of(new Round(piece.events())));
            }
            seen = piece.upTo();
        }
    }

    private void follow(BodySink sink, long deadline) throws IOException, InterruptedException {
        long nextBookmark = environment().nanoTime() + BOOKMARK_EVERY.toNanos();
        while (watcher.end() == null) {
            long now = environment().nanoTime();
            if (now - deadline >= 0) {
                bookmarkWhenCaughtUp(sink);
                return;
            }
            if (now - nextBookmark >= 0) {
                bookmarkWhenCaughtUp(sink);
                nextBookmark = now + BOOKMARK_EVERY.toNanos();
            }
            write(sink, watcher.take(Duration.ofNanos(Math.min(deadline, nextBookmark) - now)));
        }
        String lost = missed(watcher.end());
        if (!lost.isEmpty()) {
            error(sink, ApiException.expired("too old resource version: " + told + " (" + lost + ")"));
        }
    }

    /** Why events are missing that the watcher would have had to be told; empty when none are. */
    private static String missed(@Nullable End end) {
        return switch (end) {
            case OVERFLOWN -> "the watcher was too slow";
            case REFILLED -> "the data store gave up or lost history";
            case SHUT_DOWN, GONE -> "";
            case null -> "";
        };
    }

    private void write(BodySink sink, List<Round> rounds) throws IOException, InterruptedException {
        List<byte[]> bytes = new ArrayList<>();
        int events = 0;
        for (Round round : rounds) {
            Round.Text text = round.text(request.selection(), form);
            if (text.events() > 0) {
                form = request.form().later();
                bytes.addAll(text.bytes());
                events += text.events();
                told = text.upTo();
            }
        }
        sink.writeMessages(bytes, events);
    }

    // When all that was applied before has been told, and nothing waits after reading it, everything up to there was
    // sent.
    private void bookmarkWhenCaughtUp(BodySink sink) throws IOException, InterruptedException {
        long applied = source.feed().applied();
        boolean all = source.cache().hasTold(watcher) && watcher.idle() && watcher.end() == null;
        if (request.bookmarks() && all) {
            bookmark(sink, Math.max(applied, told), false);
        }
    }

    private void bookmark(BodySink sink, long revision, boolean initialEventsEnd)
            throws IOException, InterruptedException {
        sink.write(form.bookmark(revision, initialEventsEnd));
        told = revision;
    }

    private void error(BodySink sink, ApiException refusal) throws IOException, InterruptedException {
        sink.write(form.error(StatusBody.failure(refusal)));
    }
}
