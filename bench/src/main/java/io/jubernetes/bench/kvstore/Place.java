package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the subjects live: fresh directories on one disk.
 *
 * @param etcd the program; null when there is none
 */
record Place(Path directory, @Nullable String etcd, Environment environment) {

    OurStore ours(String name) throws IOException {
        return new OurStore(directory.resolve("ours-" + name), directory.resolve("native"), environment);
    }

    @Nullable
    Etcd etcd(String name) throws IOException, InterruptedException {
        EtcdServer server = server(name);
        return server == null ? null : new Etcd(server);
    }

    @Nullable
    EtcdServer server(String name) throws IOException, InterruptedException {
        return etcd == null ? null : new EtcdServer(directory.resolve("etcd-" + name), etcd, environment);
    }

    void forget(String name) throws IOException {
        StoreFiles.delete(directory.resolve("ours-" + name));
        StoreFiles.delete(directory.resolve("etcd-" + name));
    }
}
