package io.jubernetes.jube.command;

import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.kvstore.etcd.EtcdStoreConfig;
import io.jubernetes.kvstore.etcd.KeyMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where an etcd is, named as kube-apiserver's. */
final class EtcdOptions {

    /** Every key of ours begins with it, and so do kube-apiserver's as long as nobody says otherwise. */
    private static final String USUAL_PREFIX = ResourceKeys.ROOT.substring(0, ResourceKeys.ROOT.length() - 1);

    @Option(
            names = "--etcd-servers",
            paramLabel = "URL",
            split = ",",
            description =
                    "Keeps objects in this etcd, which other API servers may share, not in DATA-DIR: http(s)://host:port, ...")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = "--etcd-prefix",
            paramLabel = "PREFIX",
            defaultValue = "/registry",
            description = "What all keys in etcd begin with (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String prefix;

    @Option(names = "--etcd-cafile", paramLabel = "FILE", description = "Authority that etcd's certificates are of.")
    @Nullable
    private Path caFile;

    @Option(names = "--etcd-certfile", paramLabel = "FILE", description = "Certificate to show etcd.")
    @Nullable
    private Path certificateFile;

    @Option(names = "--etcd-keyfile", paramLabel = "FILE", description = "Key of that certificate, PKCS#8 PEM.")
    @Nullable
    private Path keyFile;

    /** Where the etcd is; null when none was named. */
    @Nullable
    EtcdStoreConfig config() {
        if (servers.isEmpty()) {
            requireNoOther();
            return null;
        }
        requireReadable("--etcd-cafile", caFile);
        requireReadable("--etcd-certfile", certificateFile);
        requireReadable("--etcd-keyfile", keyFile);
        try {
            EtcdStoreConfig config = EtcdStoreConfig.of(
                            servers.stream().map(EtcdOptions::url).toList())
                    .withKeys(new KeyMapping(USUAL_PREFIX, prefix()));
            boolean certificates = caFile != null || certificateFile != null || keyFile != null;
            return certificates ? config.withTls(new EtcdStoreConfig.Tls(caFile, certificateFile, keyFile)) : config;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--etcd-servers: " + e.getMessage());
        }
    }

    private void requireNoOther() {
        if (caFile != null || certificateFile != null || keyFile != null) {
            throw new CommandFailedException("--etcd-cafile, --etcd-certfile, --etcd-keyfile: need --etcd-servers");
        }
    }

    private String prefix() {
        String trimmed = prefix.replaceAll("/+$", "");
        return trimmed.startsWith("/") ? trimmed : "/" + trimmed;
    }

    private static URI url(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new CommandFailedException("--etcd-servers: " + text + " (expected: http(s)://host:port)");
        }
    }

    private static void requireReadable(String flag, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new CommandFailedException(flag + ": " + file + " cannot be read");
        }
    }
}
