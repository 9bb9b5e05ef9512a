package io.jubernetes.cli.verb;

import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.output.TextTable;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jubectl api-resources}: what the server serves. */
@Command(name = "api-resources", description = "Print the supported API resources on the server.")
final class ApiResourcesCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "wide|name",
            defaultValue = "",
            description = "wide: with verbs and categories; name: only the names.")
    private String output = "";

    @Option(
            names = "--namespaced",
            arity = "0..1",
            fallbackValue = "true",
            description = "Only those that are in namespaces, or are not.")
    private @Nullable Boolean namespaced;

    @Option(names = "--api-group", paramLabel = "GROUP", description = "Only those of this group.")
    private @Nullable String group;

    @Option(names = "--verbs", paramLabel = "VERB", split = ",", description = "Only those that take all of these.")
    private List<String> verbs = new ArrayList<>();

    @Option(names = "--categories", paramLabel = "CATEGORY", split = ",", description = "Only those in all of these.")
    private List<String> categories = new ArrayList<>();

    @Option(names = "--no-headers", description = "Without the line of column names.")
    private boolean noHeaders;

    @Option(names = "--cached", description = "What is remembered from the last time will do.")
    private boolean cached;

    @Option(
            names = "--sort-by",
            paramLabel = "name|kind",
            defaultValue = "",
            description = "In the order of names or kinds.")
    private String sortBy = "";

    ApiResourcesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!cached) {
            session.discovery().refreshed();
        }
        List<ApiResource> shown = session.discovery().preferred().stream()
                .filter(this::isWanted)
                .sorted(order())
                .toList();
        switch (output) {
            case "name" -> shown.forEach(r -> session.terminal().line(r.groupResource()));
            case "", "wide" -> table(shown);
            default -> throw new CommandException("error: --output " + output + " is not available");
        }
        return 0;
    }

    private boolean isWanted(ApiResource resource) {
        return !resource.verbs().isEmpty()
                && (namespaced == null || namespaced == resource.namespaced())
                && (group == null || group.equals(resource.group()))
                && resource.verbs().containsAll(verbs)
                && resource.categories().containsAll(categories);
    }

    private Comparator<ApiResource> order() {
        return switch (sortBy) {
            case "" -> Comparator.comparing(ApiResource::group).thenComparing(ApiResource::plural);
            case "name" -> Comparator.comparing(ApiResource::plural);
            case "kind" -> Comparator.comparing(ApiResource::kind);
            default -> throw new CommandException("error: --sort-by accepts only name or kind");
        };
    }

    private void table(List<ApiResource> resources) {
        boolean wide = output.equals("wide");
        TextTable table = new TextTable();
        if (!noHeaders) {
            List<String> header = new ArrayList<>(List.of("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"));
            if (wide) {
                header.addAll(List.of("VERBS", "CATEGORIES"));
            }
            table.row(header);
        }
        for (ApiResource r : resources) {
            List<String> row = new ArrayList<>(List.of(
                    r.plural(),
                    String.join(",", r.shortNames()),
                    r.apiVersion(),
                    Boolean.toString(r.namespaced()),
                    r.kind()));
            if (wide) {
                row.add(String.join(",", r.verbs()));
                row.add(String.join(",", r.categories()));
            }
            table.row(row);
        }
        table.lines().forEach(session.terminal()::line);
    }
}
