package io.jubernetes.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.cli.CommandException;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.Credentials;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.KubeconfigPaths;
import io.jubernetes.client.config.TlsSettings;
import io.jubernetes.client.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the server as kubectl does: flags before kubeconfig, kubeconfig before what a pod is told. */
public final class ClusterConnector implements Session.Connector {

    private static final String FLAGS_CONTEXT = "jubectl-flags";

    @Override
    public Session.Target connect(GlobalOptions options) {
        ClientConfig config = config(options);
        URI server = config.server();
        String address = server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort());
        return new Session.Target(new HttpTransport(config, new SystemEnvironment()), config.namespace(), address);
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

    private static ClientConfig fromFiles(GlobalOptions options) throws IOException {
        KubeconfigPaths paths =
                KubeconfigPaths.locate(options.kubeconfig, System.getenv(), Path.of(System.getProperty("user.home")));
        Kubeconfig kubeconfig = paths.load();
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
        if (options.certificateAuthority != null || options.insecure) {
            TlsSettings tls = result.tls();
            String ca = options.certificateAuthority == null
                    ? tls.authority()
                    : Files.readString(options.certificateAuthority);
            result = result.withTls(new TlsSettings(ca, options.insecure, tls.certificate(), tls.key()));
        }
        if (options.token != null) {
            result = result.withCredentials(new Credentials.Token(options.token));
        }
        return result;
    }
}
