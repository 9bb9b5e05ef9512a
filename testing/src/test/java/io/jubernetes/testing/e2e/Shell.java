package io.jubernetes.testing.e2e;

import io.jubernetes.testing.e2e.Transcript.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's bash in a directory of its own, with a kubectl and a namespace.
 *
 * @param home where its files are, the kubeconfig among them
 * @param variables what it has in its environment
 */
record Shell(Path home, Map<String, String> variables) {

    /** @param programs a directory that has kubectl */
    static Shell of(Path home, Path programs, Path kubeconfig, String namespace) {
        try {
            Files.createDirectories(home);
            Path config = home.resolve("config");
            Files.writeString(
                    config,
                    Files.readString(kubeconfig)
                            .replace(
                                    "    cluster: jubernetes\n",
                                    "    cluster: jubernetes\n    namespace: " + namespace + "\n"));
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("PATH", programs + ":" + System.getenv("PATH"));
            variables.put("KUBECONFIG", config.toString());
            variables.put("HOME", home.toString());
            // no colours
            variables.put("TERM", "dumb");
            return new Shell(home, variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Shell(home, all);
    }

    /** How what a step printed differs from what was expected; empty when it does not. */
    String difference(Step step, List<String> versions) {
        String printed = run(step.command());
        return Expected.of(step.expected(), versions).matches(printed)
                ? ""
                : "%s%nprinted%n%sinstead of%n%s".formatted(step, printed, String.join("\n", step.expected()));
    }

    /** What a shell shows of a command, with the exit code in brackets behind it when it failed. */
    String run(String command) {
        Command line = Command.of("bash", "-c", "exec 2>&1; cd " + home + "; " + command);
        variables.forEach(line::with);
        Command.Result result = line.run();
        String end = result.out().isEmpty() || result.out().endsWith("\n") ? "" : "\n";
        return result.out() + end + (result.exit() == 0 ? "" : "[" + result.exit() + "]\n");
    }
}
