package io.jubernetes.cli;

import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.session.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command did not do what was asked, and gives the exit code for it. */
final class Reporting {

    private static final int WRONG_USAGE = 2;

    private Reporting() {}

    static int failure(Exception failure, Session session) throws Exception {
        Terminal terminal = session.terminal();
        if (failure instanceof CommandException known) {
            if (known.getMessage() != null && !known.getMessage().isEmpty()) {
                terminal.note(known.getMessage());
            }
            return known.exitCode();
        }
        terminal.note(Refusal.of(failure, session.address()));
        return 1;
    }

    static int usage(ParameterException wrong, Session session) {
        CommandLine command = wrong.getCommandLine();
        String verb = command.getCommandSpec().qualifiedName(" ");
        session.terminal().note("error: " + text(wrong, command));
        session.terminal().note("See '" + verb + " --help' for usage.");
        return WRONG_USAGE;
    }

    private static String text(ParameterException wrong, CommandLine command) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().getFirst();
            if (first.startsWith("--")) {
                return "unknown flag: " + first.split("=", 2)[0];
            }
            if (first.startsWith("-") && first.length() > 1) {
                return "unknown shorthand flag: '" + first.charAt(1) + "' in " + first;
            }
            return command.getSubcommands().isEmpty()
                    ? "unexpected argument \"" + first + "\""
                    : unknownCommand(first, command);
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return String.valueOf(missing.getMessage());
        }
        return String.valueOf(wrong.getMessage());
    }

    private static String unknownCommand(String word, CommandLine command) {
        StringBuilder text = new StringBuilder("unknown command \"" + word + "\" for \""
                + command.getCommandSpec().qualifiedName(" ") + "\"");
        var near = command.getSubcommands().keySet().stream()
                .filter(name -> Spelling.isNear(word, name))
                .sorted()
                .toList();
        if (!near.isEmpty()) {
            text.append("\n\nDid you mean this?\n");
            near.forEach(name -> text.append('\t').append(name).append('\n'));
        }
        return text.toString();
    }
}
