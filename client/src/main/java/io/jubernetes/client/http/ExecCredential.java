package io.jubernetes.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.client.config.Credentials;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** A token that a program printed. */
record ExecCredential(String token, Instant expires) {

    /** Runs the program; it may talk to the user over the terminal. */
    static ExecCredential ask(Credentials.Exec exec) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(exec.command());
        command.addAll(exec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(exec.environment());
        builder.environment().put("KUBERNETES_EXEC_INFO", info(exec).toString());
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        int code = exitCode(process);
        if (code != 0) {
            throw new IOException("exec: executable " + exec.command() + " failed with exit code " + code);
        }
        return parse(exec, output);
    }

    private static ObjectNode info(Credentials.Exec exec) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("kind", "ExecCredential").put("apiVersion", exec.apiVersion());
        info.putObject("spec").put("interactive", false);
        return info;
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a credential");
        }
    }

    private static ExecCredential parse(Credentials.Exec exec, byte[] output) throws IOException {
        JsonNode status = Json.mapper().readTree(output).path("status");
        String token = status.path("token").asText("");
        if (token.isEmpty()) {
            throw new IOException("exec plugin " + exec.command() + " didn't return a token");
        }
        String expires = status.path("expirationTimestamp").asText("");
        try {
            return new ExecCredential(token, expires.isEmpty() ? Instant.MAX : Instant.parse(expires));
        } catch (DateTimeParseException e) {
            throw new IOException("exec plugin " + exec.command() + " returned a wrong expirationTimestamp", e);
        }
    }
}
