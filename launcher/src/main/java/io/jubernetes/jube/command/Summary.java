package io.jubernetes.jube.command;

import io.jubernetes.jube.console.Console;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a started process tells its starter: one line, and what to type next. */
final class Summary {

    private Summary() {}

    static void ready(Console console, Instant now, String url, Path kubeconfig, List<String> nodes) {
        console.line(
                console.good("Jubernetes is ready") + " after " + seconds(sinceLaunch(now)) + ": " + console.strong(url)
                        + ", " + (nodes.size() == 1 ? "node " + nodes.getFirst() : nodes.size() + " nodes"));
        console.line("  export KUBECONFIG=" + kubeconfig);
    }

    static void detail(Console console, String what, String how) {
        console.line("  " + what + ": " + how);
    }

    /** Since the JVM was launched, not only since our first line ran. */
    private static Duration sinceLaunch(Instant now) {
        Instant launched =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return Duration.between(launched, now);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
