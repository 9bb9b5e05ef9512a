package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.SandboxConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives sandboxes their network. */
public interface PodNetwork {

    /** The range of pod addresses. */
    void configure(String podCidr) throws InterruptedException;

    /** Why pods cannot get a network now; empty when they can. */
    String problem();

    /**
     * Makes a sandbox's network.
     *
     * @return its addresses, with commas between them; empty when it shares the node's
     */
    String add(String sandboxId, SandboxConfig config) throws InterruptedException;

    /** Takes a sandbox's network away; nothing happens when it has none. */
    void remove(String sandboxId) throws InterruptedException;

    /** The network namespace of a sandbox; empty when it shares the node's. */
    Optional<Path> namespace(String sandboxId);

    /** The words that run a command in a sandbox's network. */
    default List<String> enter(String sandboxId) {
        return namespace(sandboxId)
                .map(path -> List.of("nsenter", "--net=" + path, "--"))
                .orElse(List.of());
    }

    /** Takes away what no sandbox owns any more: a crash left it. */
    void removeAllBut(Collection<String> sandboxIds) throws InterruptedException;

    /** Takes away what all sandboxes share, when there are none. */
    void release() throws InterruptedException;

    /** Pods share the node's network. */
    final class OfNode implements PodNetwork {
        @Override
        public void configure(String podCidr) {
            // addresses are the node's
        }

        @Override
        public String problem() {
            return "";
        }

        @Override
        public String add(String sandboxId, SandboxConfig config) {
            return "";
        }

        @Override
        public void remove(String sandboxId) {
            // nothing was made
        }

        @Override
        public Optional<Path> namespace(String sandboxId) {
            return Optional.empty();
        }

        @Override
        public void release() {
            // nothing was made
        }

        @Override
        public void removeAllBut(Collection<String> sandboxIds) {
            // nothing was made
        }
    }
}
