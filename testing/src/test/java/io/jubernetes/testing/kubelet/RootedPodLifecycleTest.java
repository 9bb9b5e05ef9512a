package io.jubernetes.testing.kubelet;

import org.junit.jupiter.api.Timeout;

/** Rooted pods. */
@Timeout(120)
final class RootedPodLifecycleTest extends PodLifecycleContract {

    @Override
    boolean unprivileged() {
        return false;
    }
}
