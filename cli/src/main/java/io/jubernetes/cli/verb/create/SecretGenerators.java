package io.jubernetes.cli.verb.create;

import io.jubernetes.cli.verb.Group;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jubectl create secret}: the kinds of secrets. */
@Command(name = "secret", description = "Create a secret using a specified subcommand.")
final class SecretGenerators implements Runnable {

    private static final List<String> KINDS = List.of("docker-registry", "generic", "tls");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private SecretGenerators() {}

    static CommandLine with(Group group) {
        CommandLine secret = new CommandLine(new SecretGenerators());
        group.addTo(secret, KINDS, name -> {
            Generation generation = new Generation(group.session());
            return switch (name) {
                case "generic" -> new GenericSecretGenerator(generation);
                case "tls" -> new TlsSecretGenerator(generation);
                default -> new RegistrySecretGenerator(generation);
            };
        });
        return secret;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
