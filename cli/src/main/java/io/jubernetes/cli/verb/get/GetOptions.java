package io.jubernetes.cli.verb.get;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.manifest.Manifests;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
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

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            split = ",",
            description = "Files, directories or URLs that name the objects; - for the standard input.")
    List<String> files = new ArrayList<>();

    @Option(
            names = {"-R", "--recursive"},
            description = "Directories with all that is below them.")
    boolean recursive;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            defaultValue = "",
            description = "Only objects whose labels match.")
    String selector = "";

    @Option(
            names = "--field-selector",
            paramLabel = "FIELDS",
            defaultValue = "",
            description = "Only objects whose fields match.")
    String fieldSelector = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "From all namespaces.")
    boolean allNamespaces;

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

    public String selector() {
        return selector;
    }

    public boolean allNamespaces() {
        return allNamespaces;
    }

    public boolean watches() {
        return watch || watchOnly;
    }

    public boolean hasFiles() {
        return !files.isEmpty();
    }

    public List<Manifest> manifests(Session session) {
        return new Manifests(session.terminal().in()).read(files, recursive);
    }

    /** The selectors as the server takes them. */
    QueryParameters query() {
        QueryParameters query = QueryParameters.EMPTY;
        query = selector.isEmpty() ? query : query.and("labelSelector", selector);
        return fieldSelector.isEmpty() ? query : query.and("fieldSelector", fieldSelector);
    }

    String path(Question question, String name) {
        String path = question.resource().path(question.namespace(), name);
        return subresource.isEmpty() ? path : path + "/" + subresource;
    }
}
