package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.TlsSettings;
import io.jubernetes.client.http.TlsContexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create secret tls}. */
@Command(name = "tls", description = "Create a TLS secret.")
final class TlsSecretGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Option(names = "--cert", required = true, paramLabel = "FILE", description = "The certificate, PEM.")
    private Path certificate = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "Its private key, PEM.")
    private Path key = Path.of("");

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    TlsSecretGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        byte[] chain = bytes(certificate);
        byte[] secretKey = bytes(key);
        check(chain, secretKey);
        ObjectNode secret = Generation.object("v1", "Secret", name);
        secret.putObject("data").put("tls.crt", chain).put("tls.key", secretKey);
        secret.put("type", "kubernetes.io/tls");
        return generation.create(secret, "secret");
    }

    /** A pair that does not work is found now, not when a server starts with it. */
    private static void check(byte[] chain, byte[] secretKey) {
        try {
            TlsContexts.of(new TlsSettings(
                    null,
                    false,
                    new String(chain, java.nio.charset.StandardCharsets.UTF_8),
                    new String(secretKey, java.nio.charset.StandardCharsets.UTF_8)));
        } catch (ConfigException e) {
            throw new CommandException(
                    "error: tls: failed to find any PEM data in certificate or key input: " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException("error: open " + file + ": no such file or directory");
        }
    }
}
