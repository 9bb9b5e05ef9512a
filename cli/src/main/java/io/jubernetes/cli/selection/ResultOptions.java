package io.jubernetes.cli.selection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.cli.session.Session;
import picocli.CommandLine.Option;

/** The flags of verbs that change objects: whether for real, and what is printed of the result. */
public final class ResultOptions {

    /** Whether anything changes. */
    public enum DryRun {
        NONE(""),
        CLIENT(" (dry run)"),
        SERVER(" (server dry run)");

        private final String note;

        DryRun(String note) {
            this.note = note;
        }

        /** What stands behind a sentence that says what was done. */
        public String note() {
            return note;
        }
    }

    @Option(
            names = "--dry-run",
            paramLabel = "none|client|server",
            arity = "0..1",
            defaultValue = "none",
            fallbackValue = "unchanged",
            description = "Only say what would be done: here (client), or checked by the server.")
    String dryRun = "none";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "",
            description = "Print the result as json, yaml, name, jsonpath=TEMPLATE.")
    String output = "";

    @Option(names = "--show-managed-fields", description = "With metadata.managedFields in json and yaml.")
    boolean managedFields;

    @Option(
            names = "--field-manager",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Who the server says changed the fields.")
    String fieldManager = "";

    public DryRun dryRun() {
        return switch (dryRun) {
            case "none", "false", "" -> DryRun.NONE;
            case "client", "true" -> DryRun.CLIENT;
            case "server" -> DryRun.SERVER;
            case "unchanged" ->
                throw new CommandException(
                        "error: --dry-run flag without a value was specified. A value must be set: \"none\", \"server\", or \"client\".");
            default ->
                throw new CommandException(
                        "error: Invalid dry-run value (" + dryRun + "). Must be \"none\", \"server\", or \"client\".");
        };
    }

    /** The query of a request that changes something. @param manager the verb's own name as a field manager */
    public QueryParameters query(String manager) {
        QueryParameters query = QueryParameters.of("fieldManager", fieldManager.isEmpty() ? manager : fieldManager);
        return dryRun() == DryRun.SERVER ? query.and("dryRun", "All") : query;
    }

    public boolean isHuman() {
        return output.isEmpty();
    }

    /** Prints what became of an object: {@code deployment.apps/web created}, or the object itself. */
    public void print(Session session, Located result, String done) {
        switch (OutputFormat.parse(output, session::discovery)) {
            case OutputFormat.Human _ -> session.terminal().line(result.display() + " " + done + dryRun().note());
            case OutputFormat.Objects objects ->
                session.terminal().out().print(objects.printer().print(shown(result.object())));
            case OutputFormat.Columns _ ->
                throw new CommandException("error: unable to match a printer suitable for the output format \"" + output
                        + "\", allowed formats are: json,jsonpath,jsonpath-as-json,jsonpath-file,name,yaml");
        }
    }

    private ObjectNode shown(ObjectNode object) {
        return managedFields ? object : ManagedFields.without(object);
    }
}
