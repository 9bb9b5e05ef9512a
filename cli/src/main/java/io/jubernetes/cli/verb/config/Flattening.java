package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.nio.file.Path;
import java.util.List;

/** Puts what files hold in the place of their names, so that a kubeconfig can be carried away. */
final class Flattening {

    private Flattening() {}

    /** @param tree of {@code config}, changed */
    static void flatten(Kubeconfig config, ObjectNode tree) {
        flatten(config, Section.CLUSTERS, tree.path("clusters"), List.of("certificate-authority"));
        flatten(config, Section.USERS, tree.path("users"), List.of("client-certificate", "client-key"));
    }

    private static void flatten(Kubeconfig config, Section section, JsonNode entries, List<String> fields) {
        for (JsonNode entry : entries) {
            String name = entry.path("name").asText();
            if (entry.path(section.singular()) instanceof ObjectNode value) {
                Path directory = config.find(section, name)
                        .map(Kubeconfig.Entry::directory)
                        .orElse(Path.of(""));
                fields.stream().filter(value::has).forEach(field -> {
                    Path file = directory.resolve(value.path(field).asText());
                    value.remove(field);
                    Embedding.put(value, field, file, true);
                });
            }
        }
    }
}
