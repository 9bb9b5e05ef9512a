package io.jubernetes.client.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows a context of a kubeconfig to its cluster and user. */
final class ContextReader {

    /** The extension of a user that names a socket of the server: {@code {path: /where/api.sock}}. */
    private static final String LOCAL_SOCKET = "jubernetes.io/local-socket";

    private static final String WITHOUT_CONFIG = "http://localhost:8080";

    private final Kubeconfig config;

    ContextReader(Kubeconfig config) {
        this.config = config;
    }

    ClientConfig read(@Nullable String wanted) {
        String name = wanted == null || wanted.isEmpty() ? config.currentContext() : wanted;
        if (name.isEmpty()) {
            return new ClientConfig(
                    URI.create(WITHOUT_CONFIG), TlsSettings.DEFAULT, new Credentials.None(), "default", Headers.EMPTY);
        }
        Kubeconfig.Entry context = entry(Kubeconfig.Section.CONTEXTS, name);
        Kubeconfig.Entry cluster = entry(Kubeconfig.Section.CLUSTERS, context.text("cluster"));
        String user = context.text("user");
        Kubeconfig.Entry who = user.isEmpty() ? null : entry(Kubeconfig.Section.USERS, user);
        String namespace = context.text("namespace");
        return new ClientConfig(
                server(cluster),
                tls(cluster, who),
                who == null ? new Credentials.None() : credentials(who),
                namespace.isEmpty() ? "default" : namespace,
                who == null ? Headers.EMPTY : impersonation(who),
                who == null ? null : localSocket(who));
    }

    private Kubeconfig.Entry entry(Kubeconfig.Section section, String name) {
        return config.find(section, name)
                .orElseThrow(() -> new ConfigException(section.singular() + " \"" + name + "\" does not exist"));
    }

    private static URI server(Kubeconfig.Entry cluster) {
        String server = cluster.text("server");
        String text = server.isEmpty() ? WITHOUT_CONFIG : server.contains("://") ? server : "http://" + server;
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("invalid server \"" + server + "\" of cluster \"" + cluster.name() + "\"", e);
        }
    }

    private static TlsSettings tls(Kubeconfig.Entry cluster, Kubeconfig.@Nullable Entry user) {
        if (!cluster.text("tls-server-name").isEmpty()) {
            throw new ConfigException("tls-server-name of cluster \"" + cluster.name() + "\" is not supported");
        }
        boolean insecure = cluster.value().path("insecure-skip-tls-verify").asBoolean(false);
        String authority = data(cluster, "certificate-authority");
        if (insecure && authority != null) {
            throw new ConfigException("specifying a root certificates file with the insecure flag is not allowed");
        }
        return new TlsSettings(
                authority,
                insecure,
                user == null ? null : data(user, "client-certificate"),
                user == null ? null : data(user, "client-key"));
    }

    private static Credentials credentials(Kubeconfig.Entry user) {
        String token = user.text("token");
        String tokenFile = user.text("tokenFile");
        if (!tokenFile.isEmpty()) {
            return new Credentials.TokenFile(user.directory().resolve(tokenFile), token);
        }
        if (!token.isEmpty()) {
            return new Credentials.Token(token);
        }
        if (!user.text("username").isEmpty() || !user.text("password").isEmpty()) {
            return new Credentials.Basic(user.text("username"), user.text("password"));
        }
        return user.value().has("exec") ? exec(user) : new Credentials.None();
    }

    /** The socket stands for the user's certificate, so it counts only for users who have nothing else. */
    private static @Nullable Path localSocket(Kubeconfig.Entry user) {
        for (JsonNode extension : user.value().path("extensions")) {
            String path = extension.path("extension").path("path").asText("");
            if (extension.path("name").asText("").equals(LOCAL_SOCKET)
                    && !path.isEmpty()
                    && credentials(user) instanceof Credentials.None) {
                return user.directory().resolve(path);
            }
        }
        return null;
    }

    private static Credentials exec(Kubeconfig.Entry user) {
        JsonNode exec = user.value().path("exec");
        List<String> arguments = new ArrayList<>();
        exec.path("args").forEach(argument -> arguments.add(argument.asText("")));
        Map<String, String> environment = new LinkedHashMap<>();
        exec.path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(""), variable.path("value").asText("")));
        String command = exec.path("command").asText("");
        if (command.isEmpty()) {
            throw new ConfigException("command must be specified for user \"" + user.name() + "\" to use exec");
        }
        // a name with a slash is a path relative to the file; one without is looked for in the PATH
        String found = command.contains("/") ? user.directory().resolve(command).toString() : command;
        return new Credentials.Exec(exec.path("apiVersion").asText(""), found, arguments, environment);
    }

    private static Headers impersonation(Kubeconfig.Entry user) {
        Headers headers = Headers.EMPTY;
        if (!user.text("as").isEmpty()) {
            headers = headers.and("impersonate-user", user.text("as"));
        }
        if (!user.text("as-uid").isEmpty()) {
            headers = headers.and("impersonate-uid", user.text("as-uid"));
        }
        for (JsonNode group : user.value().path("as-groups")) {
            headers = headers.and("impersonate-group", group.asText(""));
        }
        return headers;
    }

    /** The text that is embedded as {@code NAME-data}, else in the file that {@code NAME} says; null when neither is there. */
    private static @Nullable String data(Kubeconfig.Entry entry, String name) {
        String embedded = entry.text(name + "-data");
        String file = entry.text(name);
        try {
            if (!embedded.isEmpty()) {
                return new String(Base64.getMimeDecoder().decode(embedded), StandardCharsets.UTF_8);
            }
            return file.isEmpty() ? null : Files.readString(entry.directory().resolve(file));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + "-data of \"" + entry.name() + "\" is not base64", e);
        } catch (IOException e) {
            Path path = entry.directory().resolve(file);
            throw new ConfigException("unable to read " + name + " " + path + " for " + entry.name(), e);
        }
    }
}
