package io.jubernetes.cli.selection;

import io.jubernetes.apimachinery.api.QueryParameters;
import picocli.CommandLine.Option;

/** The flags that choose objects by what they hold and where they are. */
public final class SelectorOptions {

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            defaultValue = "",
            description = "Only objects whose labels match.")
    private String selector = "";

    @Option(
            names = "--field-selector",
            paramLabel = "FIELDS",
            defaultValue = "",
            description = "Only objects whose fields match.")
    private String fieldSelector = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "From all namespaces.")
    private boolean allNamespaces;

    public String selector() {
        return selector;
    }

    public String fieldSelector() {
        return fieldSelector;
    }

    public boolean allNamespaces() {
        return allNamespaces;
    }

    public boolean chooses() {
        return !selector.isEmpty() || !fieldSelector.isEmpty();
    }

    /** The selectors as the server takes them. */
    public QueryParameters query() {
        QueryParameters query = QueryParameters.EMPTY;
        query = selector.isEmpty() ? query : query.and("labelSelector", selector);
        return fieldSelector.isEmpty() ? query : query.and("fieldSelector", fieldSelector);
    }
}
