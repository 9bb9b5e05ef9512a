package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.RuntimeTestContext;
import java.nio.file.Path;
import java.util.List;

/** A process runtime in a directory. */
final class ProcessRuntimeContext extends RuntimeTestContext<ProcessRuntime> {

    private final ProcessConfig config;

    ProcessRuntimeContext(Path directory, ProcessConfig config) {
        super(directory);
        this.config = config;
    }

    @Override
    protected ProcessRuntime create() throws InterruptedException {
        return new ProcessRuntime(config, new SystemEnvironment());
    }

    @Override
    protected String image() {
        return "any";
    }

    /** Where a container cannot have mounts of its own, the volume appears in its working directory. */
    @Override
    protected String sharedPath() {
        return runtime.describe().startsWith("sessions") ? "shared" : super.sharedPath();
    }

    /** Pods may share the network of this machine, so the port is any that is free. */
    @Override
    protected List<String> ponger() {
        return List.of(
                "python3",
                "-u",
                "-c",
                "import socket;s=socket.socket();s.bind(('127.0.0.1',0));s.listen();print(s.getsockname()[1]);"
                        + "c=s.accept()[0];c.sendall(b'pong');c.close()");
    }

    @Override
    public void close() throws Exception {
        super.close();
        new Commands().run(List.of("ip", "link", "del", new BridgeNetwork(new Commands(), config.root()).bridge()));
    }
}
