package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.jube.store.StoreEndpoint;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.etcd.EtcdStore;
import io.jubernetes.kvstore.etcd.EtcdStoreConfig;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Where a control plane keeps its objects: in a directory of its own, or in an etcd that other API servers may share.
 *
 * @param explanation which it is, for the person at the terminal
 */
record ClusterStore(VersionedStore store, String explanation) implements AutoCloseable {

    static ClusterStore open(ControlPlaneSettings settings, Environment environment) throws IOException {
        EtcdStoreConfig etcd = settings.etcd();
        return etcd == null ? rocks(settings.data(), environment) : etcd(etcd, environment);
    }

    private static ClusterStore rocks(DataDirectory data, Environment environment) throws IOException {
        RocksStoreConfig config = RocksStoreConfig.small(data.store()).withLibraryDirectory(data.libraries());
        RocksStore store = RocksStore.open(config, loop -> environment.startNative("store", loop::run));
        return new ClusterStore(store, "RocksDB in " + data.store());
    }

    private static ClusterStore etcd(EtcdStoreConfig config, Environment environment) throws IOException {
        EtcdStore store = EtcdStore.open(config, task -> environment.start("etcd", task::run), environment::sleep);
        List<String> places = config.endpoints().stream().map(URI::toString).toList();
        return new ClusterStore(
                store,
                "etcd at " + String.join(", ", places) + ", keys under "
                        + config.keys().inEtcd());
    }

    /** What is served on the local socket: the API, and the upkeep of the store where that is ours. */
    ApiHandler withUpkeep(ApiHandler api) {
        return store instanceof RocksStore rocks ? new StoreEndpoint(api, rocks) : api;
    }

    @Override
    public void close() {
        store.close();
    }
}
