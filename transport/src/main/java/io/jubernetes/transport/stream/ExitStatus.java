package io.jubernetes.transport.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** How a remote command ended; travels as a {@code Status} on the error channel. */
public sealed interface ExitStatus {

    ExitStatus SUCCESS = new Exited(0);

    /** The command ran and ended by itself or by a signal (128 + its number). */
    record Exited(int code) implements ExitStatus {}

    /** The command could not be run, or nobody knows how it ended. */
    record Failed(String message) implements ExitStatus {}

    /** The form on the wire. */
    default byte[] toStatus() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.putObject("metadata");
        switch (this) {
            case Exited exited when exited.code() == 0 -> status.put("status", "Success");
            case Exited exited -> {
                status.put("status", "Failure").put("message", exitMessage(exited.code()));
                status.put("reason", "NonZeroExitCode");
                status.putObject("details")
                        .putArray("causes")
                        .addObject()
                        .put("reason", "ExitCode")
                        .put("message", Integer.toString(exited.code()));
            }
            case Failed failed -> {
                status.put("status", "Failure").put("message", "Internal error occurred: " + failed.message());
                status.put("reason", "InternalError");
                status.putObject("details").putArray("causes").addObject().put("message", failed.message());
                status.put("code", 500);
            }
        }
        return status.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the form on the wire; what is no Status is a failure with that text. */
    static ExitStatus parse(byte[] wire) {
        String text = new String(wire, StandardCharsets.UTF_8);
        try {
            JsonNode status = new ObjectMapper().readTree(text);
            if (status != null && status.path("status").asText().equals("Success")) {
                return SUCCESS;
            }
            return status == null || !status.isObject() ? new Failed(text) : failure(status);
        } catch (JsonProcessingException e) {
            return new Failed(text);
        }
    }

    private static ExitStatus failure(JsonNode status) {
        if (status.path("reason").asText().equals("NonZeroExitCode")) {
            for (JsonNode cause : status.path("details").path("causes")) {
                String code = cause.path("message").asText();
                if (cause.path("reason").asText().equals("ExitCode") && code.matches("-?\\d{1,9}")) {
                    return new Exited(Integer.parseInt(code));
                }
            }
        }
        return new Failed(status.path("message").asText());
    }

    private static String exitMessage(int code) {
        return "command terminated with non-zero exit code: exit status " + code;
    }
}
