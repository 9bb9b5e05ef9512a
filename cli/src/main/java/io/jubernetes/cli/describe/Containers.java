package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Containers: what they are, and how they are when somebody knows. */
final class Containers {

    static final JsonNode NO_STATUS = MissingNode.getInstance();

    private final Writer out;
    private final int level;
    private final JsonNode statuses;

    /** @param statuses missing for a template */
    Containers(Writer out, int level, JsonNode statuses) {
        this.out = out;
        this.level = level;
        this.statuses = statuses;
    }

    void describe(String label, JsonNode containers) {
        if (containers.isEmpty()) {
            out.field(level, label, "<none>");
            return;
        }
        out.line(level, label + ":");
        for (JsonNode container : containers) {
            container(container, statusOf(container.path("name").asText()));
        }
    }

    private JsonNode statusOf(String name) {
        for (JsonNode status : statuses) {
            if (status.path("name").asText().equals(name)) {
                return status;
            }
        }
        return NO_STATUS;
    }

    private void container(JsonNode container, JsonNode status) {
        // the names in a template stand half a step to the left of their fields
        out.line(level, (level == 0 ? "  " : " ") + container.path("name").asText() + ":");
        int at = 2;
        if (!status.isMissingNode()) {
            out.field(at, "Container ID", status.path("containerID").asText(""));
        }
        out.field(at, "Image", container.path("image").asText(""));
        if (!status.isMissingNode()) {
            out.field(at, "Image ID", status.path("imageID").asText(""));
        }
        ports(container.path("ports"), at);
        words(container.path("command"), "Command", at);
        words(container.path("args"), "Args", at);
        if (!status.isMissingNode()) {
            ContainerStates.describe(status, at, out);
        }
        resources(container.path("resources").path("limits"), "Limits", at);
        resources(container.path("resources").path("requests"), "Requests", at);
        Probes.describe(container, at, out);
        Variables.describe(container, at, out);
        mounts(container.path("volumeMounts"), at);
    }

    private void ports(JsonNode ports, int at) {
        List<String> own = new ArrayList<>();
        List<String> host = new ArrayList<>();
        for (JsonNode port : ports) {
            String protocol = port.path("protocol").asText("TCP");
            String name = port.path("name").asText("");
            String suffix = "/" + protocol + (name.isEmpty() ? "" : " (" + name + ")");
            own.add(port.path("containerPort").asInt() + suffix);
            host.add(port.path("hostPort").asInt() + suffix);
        }
        boolean several = own.size() > 1;
        out.field(at, (several ? "Ports" : "Port"), own.isEmpty() ? "<none>" : String.join(", ", own));
        out.field(at, (several ? "Host Ports" : "Host Port"), host.isEmpty() ? "<none>" : String.join(", ", host));
    }

    private void words(JsonNode words, String label, int at) {
        if (words.isEmpty()) {
            return;
        }
        out.line(at, label + ":");
        words.forEach(word -> word.asText().lines().forEach(line -> out.line(at + 1, line)));
    }

    private void resources(JsonNode amounts, String label, int at) {
        if (amounts.isEmpty()) {
            return;
        }
        out.line(at, label + ":");
        Writer.sorted(amounts).forEach((name, amount) -> out.field(at + 1, name, amount));
    }

    private void mounts(JsonNode mounts, int at) {
        if (mounts.isEmpty()) {
            out.field(at, "Mounts", "<none>");
            return;
        }
        out.line(at, "Mounts:");
        mounts.valueStream()
                .sorted(java.util.Comparator.comparing(m -> m.path("mountPath").asText()))
                .forEach(mount -> {
                    String mode = mount.path("readOnly").asBoolean() ? "ro" : "rw";
                    String path = mount.path("subPath").asText("");
                    String flags = path.isEmpty() ? mode : mode + ",path=\"" + path + "\"";
                    out.line(
                            at + 1,
                            mount.path("mountPath").asText() + " from "
                                    + mount.path("name").asText() + " (" + flags + ")");
                });
    }
}
