package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** How a container is asked whether it is well. */
final class ProbeValidation {

    private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");

    private final Problems problems;

    ProbeValidation(Problems problems) {
        this.problems = problems;
    }

    /** @param oneSuccess whether a single success must be enough */
    void validate(JsonNode probe, String path, boolean oneSuccess) {
        if (Trees.isAbsent(probe)) {
            return;
        }
        handler(probe, path);
        for (String field : List.of(
                "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")) {
            if (probe.path(field).asLong(0) < 0) {
                problems.invalid(path + "." + field, probe.path(field), "must be greater than or equal to 0");
            }
        }
        if (oneSuccess && probe.path("successThreshold").asLong(1) != 1) {
            problems.invalid(path + ".successThreshold", probe.path("successThreshold"), "must be 1");
        }
    }

    private void handler(JsonNode probe, String path) {
        List<String> given = HANDLERS.stream().filter(probe::has).toList();
        if (given.isEmpty()) {
            problems.required(path, "must specify a handler type");
            return;
        }
        for (String extra : given.subList(1, given.size())) {
            problems.forbidden(path + "." + extra, "may not specify more than 1 handler type");
        }
        switch (given.getFirst()) {
            case "exec" -> {
                if (probe.path("exec").path("command").isEmpty()) {
                    problems.required(path + ".exec.command");
                }
            }
            case "httpGet" -> port(probe.path("httpGet").path("port"), path + ".httpGet.port");
            case "tcpSocket" -> port(probe.path("tcpSocket").path("port"), path + ".tcpSocket.port");
            default -> port(probe.path("grpc").path("port"), path + ".grpc.port");
        }
    }

    private void port(JsonNode port, String path) {
        if (port.isTextual() && !port.asText().isEmpty()) {
            problems.invalid(path, port.asText(), Names.portName(port.asText()));
        } else {
            Names.portNumber(port.asLong(0)).forEach(why -> problems.invalid(path, port.asLong(0), why));
        }
    }
}
