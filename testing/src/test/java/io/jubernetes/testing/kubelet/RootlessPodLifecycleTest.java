package io.jubernetes.testing.kubelet;

import org.junit.jupiter.api.Timeout;

/** Rootless pods. */
@Timeout(120)
final class RootlessPodLifecycleTest extends PodLifecycleContract {

    @Override
    boolean unprivileged() {
        return true;
    }
}
