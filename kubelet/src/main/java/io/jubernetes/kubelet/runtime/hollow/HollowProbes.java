package io.jubernetes.kubelet.runtime.hollow;

import io.jubernetes.kubelet.runtime.ProbeTransport;
import io.jubernetes.kubelet.runtime.Sandbox;
import java.io.IOException;
import java.time.Duration;

/** Answers as the annotations of the pod with the asked address say. */
final class HollowProbes implements ProbeTransport {

    private final HollowRuntime runtime;

    HollowProbes(HollowRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public HttpAnswer httpGet(HttpTarget target, Duration timeout) throws IOException {
        tcpConnect(target.host(), target.port(), timeout);
        return new HttpAnswer(200, "");
    }

    @Override
    public void tcpConnect(String host, int port, Duration timeout) throws IOException {
        boolean refused = runtime.sandboxes(null).stream()
                .filter(s -> s.ips().contains(host))
                .anyMatch(s -> !isReady(s));
        if (refused) {
            throw new IOException("dial tcp " + host + ":" + port + ": connect: connection refused");
        }
    }

    static boolean isReady(Sandbox sandbox) {
        return !"false".equals(sandbox.annotations().get(HollowRuntime.READY));
    }
}
