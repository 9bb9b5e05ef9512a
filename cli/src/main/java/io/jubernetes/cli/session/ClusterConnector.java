package io.jubernetes.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.DiscoveryCache;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.Credentials;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.KubeconfigPaths;
import io.jubernetes.client.config.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the server as kubectl does: flags before kubeconfig, kubeconfig before what a pod is told. */
public final class ClusterConnector implements Session.Connector {

    private static final String FLAGS_CONTEXT = "jubectl-flags";

    @Override
    public Session.Target connect(GlobalOptions options, Environment environment, Consumer<String> notes) {
        ClientConfig config = config(options);
        URI server = config.server();
        String address = server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort());
        Path caches =
                options.cacheDirectory == null ? home().resolve(".kube").resolve("cache") : options.cacheDirectory;
        return new Session.Target(
                new SocketTransport(config, environment, options.requestTimeout(), notes),
                config.namespace(),
                address,
                DiscoveryCache.of(caches, address, environment));
    }

    private static ClientConfig config(GlobalOptions options) {
        try {
            return withFlags(fromFiles(options), options);
        } catch (ConfigException e) {
            throw new CommandException("error: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException("error: the configuration cannot be read: " + e.getMessage());
        }
    }

    /** Where the kubeconfig is. */
    public static KubeconfigPaths paths(GlobalOptions options) {
        return KubeconfigPaths.locate(options.kubeconfig, System.getenv(), home());
    }

    private static Path home() {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
    }

    private static ClientConfig fromFiles(GlobalOptions options) throws IOException {
        Kubeconfig kubeconfig = paths(options).load();
        boolean empty = kubeconfig.entries(Kubeconfig.Section.CLUSTERS).isEmpty();
        if (empty
                && options.server == null
                && ClientConfig.isInCluster(System.getenv(), ClientConfig.SERVICE_ACCOUNT)) {
            return ClientConfig.inCluster(System.getenv(), ClientConfig.SERVICE_ACCOUNT);
        }
        if (options.cluster != null || options.user != null) {
            return ClientConfig.from(withContextOf(kubeconfig, options), FLAGS_CONTEXT);
        }
        if (empty && options.server == null) {
            throw new CommandException(
                    "The connection to the server localhost:8080 was refused - did you specify the right "
                            + "host or port?\nno kubeconfig was found: `./jube up` writes one and prints where it is");
        }
        return ClientConfig.from(kubeconfig, options.context);
    }

    /** {@code --cluster} and {@code --user} replace those of the context. */
    private static Kubeconfig withContextOf(Kubeconfig kubeconfig, GlobalOptions options) {
        String base = options.context == null ? kubeconfig.currentContext() : options.context;
        ObjectNode context = kubeconfig
                .find(Kubeconfig.Section.CONTEXTS, base)
                .map(entry -> entry.value().deepCopy())
                .orElseGet(() -> com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());
        if (options.cluster != null) {
            context.put("cluster", options.cluster);
        }
        if (options.user != null) {
            context.put("user", options.user);
        }
        return kubeconfig.with(Kubeconfig.Section.CONTEXTS, FLAGS_CONTEXT, context);
    }

    private static ClientConfig withFlags(ClientConfig config, GlobalOptions options) throws IOException {
        ClientConfig result = config;
        if (options.server != null) {
            result = result.withServer(URI.create(options.server));
        }
        if (options.namesTls()) {
            result = result.withTls(tls(result.tls(), options));
        }
        if (options.token != null) {
            result = result.withCredentials(new Credentials.Token(options.token));
        }
        return options.as == null ? result : result.withHeaders(impersonation(options, options.as));
    }

    private static TlsSettings tls(TlsSettings tls, GlobalOptions options) throws IOException {
        String authority = text(options.certificateAuthority, tls.authority());
        boolean insecure = options.insecure || tls.insecure();
        return new TlsSettings(
                insecure ? null : authority,
                insecure,
                text(options.clientCertificate, tls.certificate()),
                text(options.clientKey, tls.key()));
    }

    private static @Nullable String text(@Nullable Path file, @Nullable String otherwise) throws IOException {
        return file == null ? otherwise : Files.readString(file);
    }

    private static Headers impersonation(GlobalOptions options, String user) {
        Headers headers = Headers.of("impersonate-user", user);
        for (String group : options.asGroups) {
            headers = headers.and("impersonate-group", group);
        }
        return headers;
    }
}
