package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.pipeline.ErrorTranslator;
import io.jubernetes.apiserver.pipeline.ExpiredContinueException;
import io.jubernetes.apiserver.registry.ListOptions.Match;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.Feed;
import io.jubernetes.apiserver.watchcache.Selection;
import io.jubernetes.apiserver.watchcache.Snapshot;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RangeResult;
import io.jubernetes.kvstore.VersionedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists objects: the newest state from the cache, older ones from the store's history. */
final class Lister {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** How many objects are read at a time from the store when many may be left out. */
    private static final int CHUNK = 500;

    private final VersionedStore store;
    private final Feed feed;

    Lister(VersionedStore store, Feed feed) {
        this.store = store;
        this.feed = feed;
    }

    /**
     * A list, or a page of one.
     *
     * @param revision at which all of it was so
     * @param token of the next page, empty when there is none
     * @param remaining how many objects are on later pages; 0 when there are none or it is not known
     */
    record ObjectList(List<CachedObject> items, long revision, String token, long remaining) {}

    ObjectList list(Resource resource, Selection selection, ListOptions options) {
        ObjectList found = find(resource, selection, options);
        return new ObjectList(
                resource.versions().served(found.items()), found.revision(), found.token(), found.remaining());
    }

    private ObjectList find(Resource resource, Selection selection, ListOptions options) {
        ListOptions.Page page = options.page();
        if (!page.token().isEmpty()) {
            return next(resource, selection, page, ContinueToken.decode(page.token()));
        }
        if (options.revision() > 0) {
            awaitRevision(options.revision());
            // a page of an old list is that of the very revision it names
            if (options.match() == Match.EXACT || (options.match() == Match.UNSET && page.limit() > 0)) {
                return at(resource, selection, new Place(options.revision(), ""), page.limit());
            }
        }
        return newest(resource, selection, "", page.limit());
    }

    /**
     * One object: the newest state, or with {@code resourceVersionMatch=Exact} that of a revision.
     *
     * @throws ApiException NotFound when there was no such object then
     */
    CachedObject get(Resource resource, String path, QueryParameters query) {
        ListOptions options = ListOptions.parse(query, false);
        if (options.revision() > 0) {
            awaitRevision(options.revision());
        }
        CachedObject found = options.match() == Match.EXACT
                ? stored(resource, path, options.revision())
                : resource.cache().snapshot().get(path);
        if (found == null) {
            throw resource.notFound(ResourceKeys.name(path));
        }
        return resource.versions().served(found);
    }

    private @Nullable CachedObject stored(Resource resource, String path, long revision) {
        KeyValue item = store.get(resource.keys().key(path), revision);
        return item == null ? null : resource.cache().index().read(path, item.value(), item.modRevision());
    }

    /** Waits a moment for a revision that is not there yet. */
    void awaitRevision(long revision) {
        try {
            if (feed.applied() < revision && !feed.await(revision, PATIENCE)) {
                throw ErrorTranslator.tooLarge(revision, feed.applied());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiException(StatusReason.ServiceUnavailable, "the server is shutting down");
        }
    }

    private ObjectList next(Resource resource, Selection selection, ListOptions.Page page, ContinueToken token) {
        if (token.revision() == ContinueToken.INCONSISTENT) {
            return newest(resource, selection, token.startAfter(), page.limit());
        }
        try {
            return at(resource, selection, new Place(token.revision(), token.startAfter()), page.limit());
        } catch (CompactedException compacted) {
            throw new ExpiredContinueException(token.inconsistent().encode());
        }
    }

    private ObjectList newest(Resource resource, Selection selection, String startAfter, int limit) {
        long applied = feed.applied();
        Snapshot snapshot = resource.cache().snapshot();
        return page(snapshot, selection, new Place(Math.max(applied, snapshot.revision()), startAfter), limit);
    }

    /** @param startAfter the path behind which it begins; empty for the first */
    private record Place(long revision, String startAfter) {}

    private static ObjectList page(Snapshot snapshot, Selection selection, Place place, int limit) {
        Collector collector = new Collector(selection, limit);
        var candidates = scope(snapshot, selection, place.startAfter()).values();
        selection.prepare(candidates);
        for (CachedObject object : candidates) {
            if (!collector.take(object)) {
                break;
            }
        }
        boolean counted = collector.isCut() && !selection.filters();
        long remaining = counted ? scope(snapshot, selection, collector.last()).size() : 0;
        return collector.result(place.revision(), remaining);
    }

    private static Map<String, CachedObject> scope(Snapshot snapshot, Selection selection, String startAfter) {
        var within = snapshot.within(selection.namespace());
        return startAfter.isEmpty() ? within : within.tailMap(startAfter, false);
    }

    private ObjectList at(Resource resource, Selection selection, Place place, int limit) {
        long applied = feed.applied();
        Snapshot snapshot = resource.cache().snapshot();
        // nothing changed here since: the cache still shows that state
        boolean unchanged = snapshot.revision() <= place.revision() && place.revision() <= applied;
        return unchanged ? page(snapshot, selection, place, limit) : stored(resource, selection, place, limit);
    }

    private ObjectList stored(Resource resource, Selection selection, Place place, int limit) {
        String prefix = resource.keys().key(selection.namespace().isEmpty() ? "" : selection.namespace() + "/");
        String startAfter = place.startAfter().isEmpty() ? "" : resource.keys().key(place.startAfter());
        Collector collector = new Collector(selection, limit);
        long remaining;
        do {
            RangeResult range = store.range(new RangeRequest(prefix, startAfter, CHUNK, place.revision()));
            remaining = range.remaining();
            List<CachedObject> read = read(resource, range.items());
            selection.prepare(read);
            int taken = 0;
            while (taken < read.size() && collector.take(read.get(taken))) {
                startAfter = range.items().get(taken).key();
                taken++;
            }
            remaining += range.items().size() - taken;
        } while (remaining > 0 && !collector.isCut());
        return collector.result(place.revision(), selection.filters() ? 0 : remaining);
    }

    private static List<CachedObject> read(Resource resource, List<KeyValue> items) {
        return items.stream()
                .map(item -> resource.cache()
                        .index()
                        .read(resource.keys().path(item.key()), item.value(), item.modRevision()))
                .toList();
    }

    /** Gathers the objects of one page, and notices that there are more. */
    private static final class Collector {
        private final Selection selection;
        private final int limit;
        private final List<CachedObject> items = new ArrayList<>();
        private boolean cut;

        Collector(Selection selection, int limit) {
            this.selection = selection;
            this.limit = limit;
        }

        /** @return false when the page was full already */
        boolean take(CachedObject object) {
            if (!selection.matches(object)) {
                return true;
            }
            if (limit > 0 && items.size() == limit) {
                cut = true;
                return false;
            }
            items.add(object);
            return true;
        }

        boolean isCut() {
            return cut;
        }

        String last() {
            return items.getLast().path();
        }

        ObjectList result(long revision, long remaining) {
            String token = cut ? new ContinueToken(revision, last()).encode() : "";
            return new ObjectList(items, revision, token, cut ? remaining : 0);
        }
    }
}
