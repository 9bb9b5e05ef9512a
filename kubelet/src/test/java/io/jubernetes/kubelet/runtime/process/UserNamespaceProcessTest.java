package io.jubernetes.kubelet.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without root's rights, with user namespaces where the machine allows them. */
@Timeout(120)
final class UserNamespaceProcessTest extends ProcessRuntimeContract {

    @Override
    ProcessConfig config(Path root) {
        return new ProcessConfig(root, true);
    }

    @Test
    void podsShareTheNodesNetworkAndTheRuntimeSaysSo() throws Exception {
        context.sandbox("web-0");
        assertThat(context.runtime.sandboxes(null).getFirst().ips()).isEmpty();
        assertThat(context.runtime.health().limitations()).anyMatch(l -> l.startsWith("pods share the node's network"));
    }
}
