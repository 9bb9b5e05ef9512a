package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Durations;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.kvstore.HistoryLimit;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The flags that say how much history the store keeps. */
final class HistoryOptions {

    @Option(
            names = "--history-age",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description =
                    "How long old revisions can be read and watches resumed, as 24h or 90m; 0 for ever (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String age;

    @Option(
            names = "--history-size",
            paramLabel = "QUANTITY",
            defaultValue = "1Gi",
            description = "About how much old revisions may take on the disk of DATA-DIR, as 512Mi; 0 for all there is "
                    + "(default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String size;

    HistoryLimit.Bounds bounds() {
        return new HistoryLimit.Bounds(age(), bytes());
    }

    private Duration age() {
        try {
            Duration parsed = Durations.parse("--history-age", age);
            if (!parsed.isNegative()) {
                return parsed;
            }
        } catch (CommandException e) {
            // told below
        }
        throw new CommandFailedException("--history-age: " + age + " (expected: a duration, as 24h or 90m)");
    }

    private long bytes() {
        try {
            long bytes = Quantity.parse(size).value();
            if (bytes >= 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new CommandFailedException("--history-size: " + size + " (expected: a number of bytes, as 512Mi)");
    }
}
