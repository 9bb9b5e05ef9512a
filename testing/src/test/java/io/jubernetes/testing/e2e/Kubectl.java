package io.jubernetes.testing.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A kubectl that we did not write, as the user of one kubeconfig. */
record Kubectl(Path binary, Path kubeconfig) {

    List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of(binary.toString(), "--kubeconfig", kubeconfig.toString()));
        line.addAll(Arrays.asList(arguments));
        return line;
    }

    Command command(String... arguments) {
        return Command.of(line(arguments));
    }

    /** Runs it to its end, however that is. */
    Command.Result run(String... arguments) {
        return command(arguments).run();
    }

    /** Runs it; it must succeed. @return what it printed */
    String ask(String... arguments) {
        return run(arguments).succeeded().out().strip();
    }

    /** Runs it; it must be refused. @return what it complained */
    String refused(String... arguments) {
        return run(arguments).failed().err().strip();
    }
}
