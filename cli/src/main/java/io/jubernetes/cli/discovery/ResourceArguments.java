package io.jubernetes.cli.discovery;

import io.jubernetes.cli.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the arguments that name objects: {@code pods}, {@code pods,services}, {@code pod web db}, {@code pod/web svc/db},
 * {@code all}.
 */
public final class ResourceArguments {

    /**
     * A resource, and the names of those meant.
     *
     * @param names empty for all
     */
    public record Selection(ApiResource resource, List<String> names) {
        public Selection {
            names = List.copyOf(names);
        }
    }

    private ResourceArguments() {}

    /**
     * @param arguments at least one
     * @throws CommandException when the arguments make no sense or name an unknown resource
     */
    public static List<Selection> parse(List<String> arguments, Discovery discovery) {
        return arguments.stream().anyMatch(argument -> argument.contains("/"))
                ? typedNames(arguments, discovery)
                : typesAndNames(arguments, discovery);
    }

    private static List<Selection> typedNames(List<String> arguments, Discovery discovery) {
        List<Selection> selections = new ArrayList<>();
        for (String argument : arguments) {
            String[] parts = argument.split("/", -1);
            if (parts.length == 1) {
                throw new CommandException("error: there is no need to specify a resource type as a separate argument "
                        + "when passing arguments in resource/name form (e.g. 'jubectl get resource/<resource_name>' "
                        + "instead of 'jubectl get resource resource/<resource_name>'");
            }
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new CommandException(
                        "error: arguments in resource/name form must have a single resource and name");
            }
            selections.add(new Selection(discovery.named(parts[0]), List.of(parts[1])));
        }
        return merged(selections);
    }

    private static List<Selection> typesAndNames(List<String> arguments, Discovery discovery) {
        List<String> names = arguments.subList(1, arguments.size());
        List<Selection> selections = new ArrayList<>();
        for (String word : arguments.getFirst().split(",")) {
            List<ApiResource> category = discovery.category(word);
            if (category.isEmpty()) {
                selections.add(new Selection(discovery.named(word), names));
            } else {
                category.forEach(resource -> selections.add(new Selection(resource, names)));
            }
        }
        return selections;
    }

    /** Neighbours of one resource are one selection: one table, not one for each object. */
    private static List<Selection> merged(List<Selection> selections) {
        List<Selection> merged = new ArrayList<>();
        for (Selection selection : selections) {
            if (!merged.isEmpty() && merged.getLast().resource().equals(selection.resource())) {
                List<String> names = new ArrayList<>(merged.removeLast().names());
                names.addAll(selection.names());
                merged.add(new Selection(selection.resource(), names));
            } else {
                merged.add(selection);
            }
        }
        return merged;
    }
}
