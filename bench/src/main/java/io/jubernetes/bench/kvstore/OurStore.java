package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.WatchSink;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Our store, as a server runs it. */
final class OurStore implements Subject {

    private final Path directory;
    private final RocksStore store;

    OurStore(Path directory, Path library, Environment environment) throws IOException {
        this.directory = directory;
        RocksStoreConfig config = RocksStoreConfig.large(directory).withLibraryDirectory(library);
        this.store = RocksStore.open(config, task -> environment.startNative("store", task::run));
    }

    @Override
    public void put(String key, byte[] value) {
        store.commit(new Txn(List.of(), List.of(new Txn.Put(key, value))));
    }

    @Override
    public int range(String prefix, int limit) {
        return store.range(new RangeRequest(prefix, "", limit, 0)).items().size();
    }

    @Override
    public AutoCloseable watch(String prefix, Listener listener) {
        return store.watch(prefix, store.revision(), new Sink(listener));
    }

    @Override
    public void compact() {
        store.compact(store.revision());
    }

    @Override
    public long bytesOnDisk() throws IOException {
        return StoreFiles.bytesUnder(directory);
    }

    @Override
    public void close() {
        store.close();
    }

    private record Sink(Listener listener) implements WatchSink {
        @Override
        public void events(long revision, List<Event> events) {
            for (Event event : events) {
                if (event instanceof Event.Put put) {
                    listener.written(put.current().value());
                }
            }
        }

        @Override
        public void progress(long revision) {}

        @Override
        public void closed(RuntimeException reason) {}
    }
}
