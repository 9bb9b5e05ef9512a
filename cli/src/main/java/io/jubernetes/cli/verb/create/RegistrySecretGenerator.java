package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.output.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create secret docker-registry}. */
@Command(name = "docker-registry", description = "Create a secret for use with a Docker registry.")
final class RegistrySecretGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Option(names = "--docker-server", required = true, paramLabel = "URL", description = "Where the registry is.")
    private String server = "";

    @Option(names = "--docker-username", required = true, paramLabel = "USER", description = "Who logs in.")
    private String user = "";

    @Option(names = "--docker-password", required = true, paramLabel = "PASSWORD", description = "With what.")
    private String password = "";

    @Option(names = "--docker-email", defaultValue = "", paramLabel = "EMAIL", description = "The user's address.")
    private String email = "";

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    RegistrySecretGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        ObjectNode config = Json.object();
        ObjectNode entry = config.putObject("auths").putObject(server);
        entry.put("username", user).put("password", password);
        if (!email.isEmpty()) {
            entry.put("email", email);
        }
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        entry.put("auth", Base64.getEncoder().encodeToString(login));
        ObjectNode secret = Generation.object("v1", "Secret", name);
        secret.putObject("data")
                .put(".dockerconfigjson", JsonText.compact(config).getBytes(StandardCharsets.UTF_8));
        secret.put("type", "kubernetes.io/dockerconfigjson");
        return generation.create(secret, "secret");
    }
}
