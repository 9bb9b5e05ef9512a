package io.jubernetes.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** kubectl's flags are Go's: a boolean may be written {@code --force=true}. Picocli takes the flag alone. */
final class BooleanFlags {

    private BooleanFlags() {}

    /** The arguments with {@code --flag=true} as {@code --flag} and without {@code --flag=false}, where the flag takes no value. */
    static String[] rewritten(CommandLine root, String[] args) {
        List<String> rewritten = new ArrayList<>(args.length);
        CommandLine command = root;
        boolean flagsOver = false;
        for (String argument : args) {
            flagsOver |= argument.equals("--");
            command = flagsOver ? command : command.getSubcommands().getOrDefault(argument, command);
            boolean plain = flagsOver || !argument.startsWith("-");
            String kept = plain ? argument : rewrite(command, argument);
            if (!kept.isEmpty() || plain) {
                rewritten.add(kept);
            }
        }
        return rewritten.toArray(String[]::new);
    }

    private static String rewrite(CommandLine command, String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            return argument;
        }
        String name = argument.substring(0, equals);
        OptionSpec option = command.getCommandSpec().findOption(name);
        if (option == null || option.arity().max() > 0) {
            return argument;
        }
        return switch (argument.substring(equals + 1)) {
            case "true" -> name;
            case "false" -> "";
            default -> argument;
        };
    }
}
