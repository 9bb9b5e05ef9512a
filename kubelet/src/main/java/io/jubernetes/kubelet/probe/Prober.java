package io.jubernetes.kubelet.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ExecResult;
import io.jubernetes.kubelet.runtime.ProbeTransport.HttpAnswer;
import io.jubernetes.kubelet.runtime.ProbeTransport.HttpTarget;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a container once how it is. */
public final class Prober {

    private final ContainerRuntime runtime;

    public Prober(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    /** An answer: good, or what was wrong. */
    public record Answer(boolean good, String output) {}

    Answer probe(Probe probe, ProbeTarget target) throws InterruptedException {
        Duration timeout = Duration.ofSeconds(probe.getTimeoutSeconds() == null ? 1 : probe.getTimeoutSeconds());
        try {
            if (probe.getExec() != null) {
                return exec(probe.getExec().getCommand(), target, timeout);
            }
            if (probe.getHttpGet() != null) {
                return http(probe.getHttpGet(), target, timeout);
            }
            if (probe.getTcpSocket() != null) {
                String host = host(probe.getTcpSocket().getHost(), target);
                int port = port(probe.getTcpSocket().getPort(), target.container());
                runtime.probes().tcpConnect(host, port, timeout);
                return new Answer(true, "");
            }
            if (probe.getGrpc() != null) {
                String service = probe.getGrpc().getService();
                runtime.probes()
                        .grpcHealth(
                                host(null, target), probe.getGrpc().getPort(), service == null ? "" : service, timeout);
                return new Answer(true, "");
            }
            return new Answer(true, "");
        } catch (IOException | IllegalArgumentException e) {
            return new Answer(false, String.valueOf(e.getMessage()));
        }
    }

    /** Runs a command; anything but exit code 0 is bad. */
    Answer exec(List<String> command, ProbeTarget target, Duration timeout) throws InterruptedException {
        try {
            ExecResult result = runtime.execSync(target.containerId(), command, timeout);
            return new Answer(result.exitCode() == 0, result.stdout() + result.stderr());
        } catch (RuntimeFailure e) {
            return new Answer(false, e.text());
        }
    }

    Answer http(HTTPGetAction action, ProbeTarget target, Duration timeout) throws InterruptedException {
        boolean tls = "HTTPS".equals(action.getScheme());
        String host = host(action.getHost(), target);
        int port = port(action.getPort(), target.container());
        String path = action.getPath() == null || action.getPath().isEmpty() ? "/" : action.getPath();
        path = path.startsWith("/") ? path : "/" + path;
        List<Map.Entry<String, String>> headers = action.getHttpHeaders() == null
                ? List.of()
                : action.getHttpHeaders().stream()
                        .map(h -> Map.entry(h.getName(), h.getValue()))
                        .toList();
        String url = (tls ? "https://" : "http://") + host + ":" + port + path;
        try {
            HttpAnswer answer = runtime.probes().httpGet(new HttpTarget(tls, host, port, path, headers), timeout);
            boolean good = answer.status() >= 200 && answer.status() < 400;
            return new Answer(good, good ? answer.body() : "HTTP probe failed with statuscode: " + answer.status());
        } catch (IOException e) {
            return new Answer(false, "Get \"" + url + "\": " + e.getMessage());
        }
    }

    private static String host(@Nullable String wanted, ProbeTarget target) {
        return wanted == null || wanted.isEmpty() ? target.addresses().podIp() : wanted;
    }

    private static int port(IntOrString port, Container container) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        String name = port.getStrVal();
        if (name.matches("\\d{1,5}")) {
            return Integer.parseInt(name);
        }
        return container.getPorts().stream()
                .filter(p -> name.equals(p.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("couldn't find port \"" + name + "\" in container"));
    }
}
