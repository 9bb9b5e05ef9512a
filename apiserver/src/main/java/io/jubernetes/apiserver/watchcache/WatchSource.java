package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.VersionedStore;

/** Where the watches of one resource come from. */
public final class WatchSource {

    private final ResourceCache cache;
    private final Feed feed;
    private final History history;
    private final Environment environment;
    private final int queue;

    /** @param queue how many changes may wait for a slow watcher */
    public WatchSource(ResourceCache cache, Feed feed, VersionedStore store, Environment environment, int queue) {
        this.cache = cache;
        this.feed = feed;
        this.history = new History(store, cache);
        this.environment = environment;
        this.queue = queue;
    }

    /** @param namespaced whether the resource's objects have namespaces */
    public WatchStream open(WatchRequest request, boolean namespaced) {
        Watcher watcher = new Watcher(Interest.of(request.selection(), namespaced), environment, queue);
        return new WatchStream(this, request, watcher);
    }

    ResourceCache cache() {
        return cache;
    }

    Feed feed() {
        return feed;
    }

    History history() {
        return history;
    }

    Environment environment() {
        return environment;
    }
}
