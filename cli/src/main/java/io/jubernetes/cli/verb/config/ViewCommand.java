package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jubectl config view}: all files as one, without secrets. */
@Command(name = "view", description = "Display merged kubeconfig settings or a specified kubeconfig file.")
final class ViewCommand implements Callable<Integer> {

    private static final List<String> DATA =
            List.of("certificate-authority-data", "client-certificate-data", "client-key-data");
    private static final List<String> SECRETS = List.of("token", "password");

    private final Files files;

    @Option(names = "--raw", description = "With secrets and certificates.")
    private boolean raw;

    @Option(names = "--minify", description = "Only what the current context needs.")
    private boolean minify;

    @Option(names = "--flatten", description = "With the contents of the files that are named.")
    private boolean flatten;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "yaml, json, jsonpath=TEMPLATE.")
    private String output = "yaml";

    ViewCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        Kubeconfig merged = files.merged();
        ObjectNode tree = minify ? minified(merged) : merged.toTree();
        if (!tree.has("preferences")) {
            tree.putObject("preferences");
        }
        for (String section : List.of("clusters", "contexts", "users")) {
            if (!tree.path(section).isArray() || tree.path(section).isEmpty()) {
                tree.putNull(section);
            }
        }
        if (flatten) {
            Flattening.flatten(merged, tree);
        }
        if (!raw && !flatten) {
            hide(tree);
        }
        if (OutputFormat.parse(output, files.session()::discovery) instanceof OutputFormat.Objects objects) {
            files.session().terminal().out().print(objects.printer().print(tree));
            return 0;
        }
        throw new CommandException(
                "error: unable to match a printer suitable for the output format \"" + output + "\"");
    }

    private ObjectNode minified(Kubeconfig config) {
        String wanted = files.session().options().context();
        String name = wanted == null ? config.currentContext() : wanted;
        JsonNode context = config.find(Section.CONTEXTS, name)
                .map(Kubeconfig.Entry::value)
                .orElseThrow(() -> new CommandException("error: current-context must exist in order to minify"));
        ObjectNode tree = config.toTree();
        tree.put("current-context", name);
        keep(tree, "contexts", name);
        keep(tree, "clusters", context.path("cluster").asText());
        keep(tree, "users", context.path("user").asText());
        return tree;
    }

    private static void keep(ObjectNode tree, String section, String name) {
        ArrayNode kept = Json.mapper().createArrayNode();
        tree.path(section).forEach(entry -> {
            if (entry.path("name").asText().equals(name)) {
                kept.add(entry);
            }
        });
        tree.set(section, kept);
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            DATA.stream().filter(object::has).forEach(field -> object.put(field, "DATA+OMITTED"));
            SECRETS.stream().filter(object::has).forEach(field -> object.put(field, "REDACTED"));
        }
        node.forEach(ViewCommand::hide);
    }
}
