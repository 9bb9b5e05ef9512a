package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A program with {@code @kubernetes/client-node} finds nothing unusual. */
@Timeout(60)
@ExtendWith(SharedCluster.class)
class NodeClientTest {

    private static final Path PROGRAM = Tools.root().resolve("testing/src/test/resources/node/client.mjs");

    @Test
    void seesWhatItDoes(TestCluster cluster) throws IOException {
        // modules are looked for from where the program stands
        Path program = Tools.nodeClient().resolve("client.mjs");
        Files.copy(PROGRAM, program, StandardCopyOption.REPLACE_EXISTING);
        String config = cluster.kubectl().kubeconfig().toString();
        assertThat(Command.of("node", program.toString(), config)
                        .run()
                        .succeeded()
                        .out())
                .isEqualTo("""
                        created a 1 true
                        refused 409 AlreadyExists
                        replaced 2
                        patched 3
                        watched ADDED DELETED
                        informed a
                        """);
    }
}
