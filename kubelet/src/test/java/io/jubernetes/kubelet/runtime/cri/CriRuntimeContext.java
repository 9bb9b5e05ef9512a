package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.runtime.RuntimeTestContext;
import java.nio.file.Path;
import java.time.Duration;

/** An agent at the daemon of a test class. */
final class CriRuntimeContext extends RuntimeTestContext<CriRuntime> {

    private final PrivateContainerd daemon;

    CriRuntimeContext(Path directory, PrivateContainerd daemon) {
        super(directory);
        this.daemon = daemon;
    }

    @Override
    protected CriRuntime create() {
        return connect(daemon.directory().resolve("agent"));
    }

    /** Connects as the agent that has this directory. */
    CriRuntime connect(Path agent) {
        return CriRuntime.connect(daemon.socket(), agent, Duration.ofSeconds(20), new SystemEnvironment());
    }

    @Override
    protected String image() {
        return PrivateContainerd.BUSYBOX;
    }
}
