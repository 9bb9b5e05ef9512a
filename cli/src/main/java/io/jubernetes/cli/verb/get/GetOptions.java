package io.jubernetes.cli.verb.get;

import io.jubernetes.cli.selection.FileOptions;
import io.jubernetes.cli.selection.SelectorOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code get}. */
public final class GetOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "",
            description = "wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-file=FILE, custom-columns=SPEC, "
                    + "custom-columns-file=FILE")
    String output = "";

    @Mixin
    FileOptions files = new FileOptions();

    @Mixin
    SelectorOptions selectors = new SelectorOptions();

    @Option(
            names = {"-w", "--watch"},
            description = "Go on with every change.")
    boolean watch;

    @Option(names = "--watch-only", description = "Only changes, without what is there already.")
    boolean watchOnly;

    @Option(names = "--output-watch-events", description = "With what happened to each object, when watching.")
    boolean watchEvents;

    @Option(names = "--no-headers", description = "Without the line of column names.")
    boolean noHeaders;

    @Option(names = "--show-labels", description = "With a column of all labels.")
    boolean showLabels;

    @Option(names = "--show-kind", description = "With the type in front of each name.")
    boolean showKind;

    @Option(names = "--show-managed-fields", description = "With metadata.managedFields in json and yaml.")
    boolean managedFields;

    @Option(
            names = {"-L", "--label-columns"},
            paramLabel = "LABEL",
            split = ",",
            description = "With a column for each of these labels.")
    List<String> labelColumns = List.of();

    @Option(
            names = "--sort-by",
            paramLabel = "PATH",
            defaultValue = "",
            description = "In the order of a field, for instance .metadata.creationTimestamp.")
    String sortBy = "";

    @Option(names = "--ignore-not-found", description = "An object that does not exist is no error.")
    boolean ignoreNotFound;

    @Option(
            names = "--chunk-size",
            paramLabel = "COUNT",
            defaultValue = "500",
            description = "Ask for so many objects at a time; 0 for all at once.")
    int chunkSize = 500;

    @Option(
            names = "--subresource",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Show this part of each object: status or scale.")
    String subresource = "";

    @Option(
            names = "--raw",
            paramLabel = "URI",
            defaultValue = "",
            description = "Print what the server says at a path.")
    String raw = "";

    public String output() {
        return output;
    }

    public String raw() {
        return raw;
    }

    public FileOptions files() {
        return files;
    }

    public SelectorOptions selectors() {
        return selectors;
    }

    public boolean watches() {
        return watch || watchOnly;
    }

    String path(Question question, String name) {
        String path = question.resource().path(question.namespace(), name);
        return subresource.isEmpty() ? path : path + "/" + subresource;
    }
}
