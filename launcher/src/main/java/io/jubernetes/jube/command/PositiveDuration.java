package io.jubernetes.jube.command;

import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Durations;
import io.jubernetes.jube.console.CommandFailedException;
import java.time.Duration;

/** A flag's duration, which must be more than nothing. */
final class PositiveDuration {

    private PositiveDuration() {}

    static Duration parse(String flag, String text) {
        try {
            Duration parsed = Durations.parse(flag, text);
            if (!parsed.isNegative() && !parsed.isZero()) {
                return parsed;
            }
        } catch (CommandException e) {
            // told below
        }
        throw new CommandFailedException(flag + ": " + text + " (expected: a duration, as 15s)");
    }
}
