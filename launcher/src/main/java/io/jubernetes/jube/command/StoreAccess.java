package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.store.StoreEndpoint;
import io.jubernetes.jube.store.StoreWork;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import io.jubernetes.kvstore.rocks.StoreFiles;
import io.jubernetes.transport.client.LocalTarget;
import io.jubernetes.transport.client.UpgradableHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A way to the store of a cluster: the server that has it open, or its files when no server runs. */
final class StoreAccess {

    /** Who this process is, for itself; the server finds out on its own. */
    private static final Caller ADMINISTRATOR = new Caller.Local(new UserInfo("jube"));

    private final DataDirectory data;
    private final SystemEnvironment environment = new SystemEnvironment();

    StoreAccess(DataDirectory data) {
        this.data = data;
    }

    /** Work on an open store. */
    @FunctionalInterface
    interface Work {
        /** @return what was done, in words */
        String on(StoreWork store) throws IOException;
    }

    /**
     * Does something with the store.
     *
     * @param request what a server that runs is asked
     * @param work the same on the files
     */
    String run(ApiRequest request, Work work) throws IOException {
        requireStore();
        try (FileChannel lock = data.lock("server")) {
            return lock == null ? ask(request) : onFiles(work);
        }
    }

    /** Does something with the files of a store whose server must not run. */
    <T> T stopped(FileWork<T> work) throws IOException {
        try (FileChannel lock = data.lock("server")) {
            if (lock == null) {
                throw new CommandFailedException("the cluster in " + data.root() + " runs; stop it first");
            }
            return work.run();
        }
    }

    /** Work on files. */
    @FunctionalInterface
    interface FileWork<T> {
        T run() throws IOException;
    }

    static ApiRequest request(String method, String name, QueryParameters query) {
        return ApiRequest.of(method, StoreEndpoint.PREFIX + name, query, ADMINISTRATOR);
    }

    private void requireStore() {
        if (!StoreFiles.isStore(data.store())) {
            throw new CommandFailedException("no store in " + data.root() + "; --data-dir names another cluster");
        }
    }

    private String onFiles(Work work) throws IOException {
        RocksStoreConfig config = RocksStoreConfig.small(data.store()).withLibraryDirectory(data.libraries());
        try (RocksStore store = RocksStore.open(config, task -> environment.startNative("store", task::run))) {
            return work.on(new StoreWork(store));
        }
    }

    private String ask(ApiRequest request) throws IOException {
        LocalTarget target = new LocalTarget(data.localSocket(), Duration.ZERO);
        try {
            ApiResponse answer = new UpgradableHttpClient(environment, target).handle(request);
            String text = text(answer.body());
            if (answer.status() != 200) {
                throw new CommandFailedException(text);
            }
            return text;
        } catch (UncheckedIOException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new CommandFailedException("the cluster in " + data.root() + " runs, but cannot be asked: "
                    + why.getMessage() + "; stop it, or start it with its local socket");
        }
    }

    private static String text(ResponseBody body) throws IOException {
        if (body instanceof ResponseBody.Bytes bytes) {
            return new String(bytes.join(), StandardCharsets.UTF_8);
        }
        throw new IOException("an answer of another form than expected");
    }
}
