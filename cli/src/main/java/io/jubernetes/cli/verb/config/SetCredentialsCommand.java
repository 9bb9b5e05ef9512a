package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.session.GlobalOptions;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl config set-credentials}; certificate, key and token are flags that all verbs take. */
@Command(name = "set-credentials", description = "Set a user entry in kubeconfig.")
final class SetCredentialsCommand implements Callable<Integer> {

    private final Files files;

    @Parameters(paramLabel = "NAME", description = "The user's name in the file.")
    private String name = "";

    @Option(names = "--embed-certs", description = "Put certificate and key into the file.")
    private boolean embed;

    @Option(names = "--username", paramLabel = "USER", description = "For basic authentication.")
    private @Nullable String username;

    @Option(names = "--password", paramLabel = "PASSWORD", description = "For basic authentication.")
    private @Nullable String password;

    SetCredentialsCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        GlobalOptions options = files.session().options();
        ObjectNode user = Json.object();
        Path certificate = options.clientCertificate();
        Path key = options.clientKey();
        if (certificate != null) {
            Embedding.put(user, "client-certificate", certificate, embed);
        }
        if (key != null) {
            Embedding.put(user, "client-key", key, embed);
        }
        put(user, "token", options.token());
        put(user, "username", username);
        put(user, "password", password);
        files.merge(Section.USERS, name, user);
        files.session().terminal().line("User \"" + name + "\" set.");
        return 0;
    }

    private static void put(ObjectNode user, String field, @Nullable String value) {
        if (value != null) {
            user.put(field, value);
        }
    }
}
