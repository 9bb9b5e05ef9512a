package io.jubernetes.cli.verb.config;

import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.output.TextTable;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.Kubeconfig.Entry;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl config get-contexts}. */
@Command(name = "get-contexts", description = "Describe one or many contexts.")
final class GetContextsCommand implements Callable<Integer> {

    private final Files files;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "name",
            defaultValue = "",
            description = "name: print only the names.")
    private String output = "";

    @Option(names = "--no-headers", description = "Without the line of column names.")
    private boolean noHeaders;

    GetContextsCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        Kubeconfig config = files.merged();
        for (String name : names) {
            if (config.find(Section.CONTEXTS, name).isEmpty()) {
                throw new CommandException("error: context " + name + " not found");
            }
        }
        List<Entry> shown = config.entries(Section.CONTEXTS).stream()
                .filter(entry -> names.isEmpty() || names.contains(entry.name()))
                .sorted(Comparator.comparing(Entry::name))
                .toList();
        if (output.equals("name")) {
            shown.forEach(entry -> files.session().terminal().line(entry.name()));
            return 0;
        }
        TextTable table = new TextTable();
        if (!noHeaders) {
            table.row(List.of("CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"));
        }
        for (Entry entry : shown) {
            table.row(List.of(
                    entry.name().equals(config.currentContext()) ? "*" : "",
                    entry.name(),
                    entry.value().path("cluster").asText(""),
                    entry.value().path("user").asText(""),
                    entry.value().path("namespace").asText("")));
        }
        table.lines().forEach(files.session().terminal()::line);
        return 0;
    }
}
