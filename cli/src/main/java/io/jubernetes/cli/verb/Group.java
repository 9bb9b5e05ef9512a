package io.jubernetes.cli.verb;

import io.jubernetes.cli.session.Session;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Makes the commands below a command, as few as the arguments need.
 *
 * @param arguments of this run of the command
 */
public record Group(Session session, List<String> arguments) {

    /** Adds the first of the named commands that the arguments name; all when they name none. */
    public void addTo(CommandLine parent, List<String> names, Function<String, Object> create) {
        boolean wantsAll = arguments.contains("completion");
        for (String argument : arguments) {
            if (argument.equals("--")) {
                break;
            }
            if (!wantsAll && names.contains(argument)) {
                add(parent, argument, create);
                return;
            }
        }
        names.forEach(name -> add(parent, name, create));
    }

    private static void add(CommandLine parent, String name, Function<String, Object> create) {
        Object command = create.apply(name);
        parent.addSubcommand(name, command);
    }
}
