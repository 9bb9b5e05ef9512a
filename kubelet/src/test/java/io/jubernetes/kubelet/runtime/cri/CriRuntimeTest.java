package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.kubelet.runtime.ContainerRuntimeContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** containerd keeps the contract. */
@Timeout(120)
final class CriRuntimeTest extends ContainerRuntimeContract<CriRuntimeContext> {

    @SuppressWarnings("NullAway.Init") // before the first test
    private static PrivateContainerd daemon;

    @BeforeAll
    static void startDaemon() throws Exception {
        daemon = PrivateContainerd.start();
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        PrivateContainerd.end(daemon);
    }

    @Override
    protected CriRuntimeContext context(Path directory) {
        return new CriRuntimeContext(directory, daemon);
    }
}
