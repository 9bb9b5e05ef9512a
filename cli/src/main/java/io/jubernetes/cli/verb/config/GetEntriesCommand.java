package io.jubernetes.cli.verb.config;

import io.jubernetes.client.config.Kubeconfig.Entry;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jubectl config get-clusters} and {@code get-users}. */
@Command(description = "Display the entries defined in the kubeconfig.")
final class GetEntriesCommand implements Callable<Integer> {

    private final Files files;
    private final Section section;

    GetEntriesCommand(Files files, Section section) {
        this.files = files;
        this.section = section;
    }

    @Override
    public Integer call() {
        List<String> names = files.merged().entries(section).stream()
                .map(Entry::name)
                .sorted()
                .toList();
        files.session().terminal().line("NAME");
        names.forEach(files.session().terminal()::line);
        return 0;
    }
}
