package io.jubernetes.cli.verb;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;

/** {@code --validate}, as the server takes it. */
public final class FieldValidation {

    private FieldValidation() {}

    public static QueryParameters add(QueryParameters query, String flag) {
        String value = switch (flag) {
            case "strict", "true" -> "Strict";
            case "warn" -> "Warn";
            case "ignore", "false" -> "Ignore";
            default -> throw new CommandException("error: invalid - validate option " + flag);
        };
        return query.and("fieldValidation", value);
    }
}
