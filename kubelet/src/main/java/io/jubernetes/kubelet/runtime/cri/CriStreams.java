package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cri.v1.AttachRequest;
import io.jubernetes.cri.v1.PortForwardRequest;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ExecRequest;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.stream.ExitStatus;
import io.jubernetes.transport.stream.RemoteCommandClient;
import io.jubernetes.transport.stream.SpdyClient;
import io.jubernetes.transport.stream.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Exec, attach and port-forward: the daemon is asked for an address, and there for the streams. They are SPDY's, which every
 * daemon speaks and which, unlike WebSocket in daemons of the day, can end the input of a command without ending the command.
 */
final class CriStreams {

    private final Environment environment;
    private final CriConnection connection;
    private final SpdyClient client;

    CriStreams(Environment environment, CriConnection connection) {
        this.environment = environment;
        this.connection = connection;
        this.client = new SpdyClient(environment);
    }

    int exec(String containerId, ExecRequest request, ContainerStreams streams) throws InterruptedException {
        String address = connection
                .change(s -> s.exec(io.jubernetes.cri.v1.ExecRequest.newBuilder()
                        .setContainerId(containerId)
                        .addAllCmd(request.command())
                        .setTty(request.tty())
                        .setStdin(streams.stdin() != null)
                        .setStdout(streams.stdout() != null)
                        .setStderr(streams.stderr() != null && !request.tty())
                        .build()))
                .getUrl();
        return switch (run(address, streams, request.tty())) {
            case ExitStatus.Exited exited -> exited.code();
            case ExitStatus.Failed failed -> throw new RuntimeFailure(Kind.FAILED, failed.message());
        };
    }

    void attach(String containerId, boolean tty, ContainerStreams streams) throws InterruptedException {
        String address = connection
                .change(s -> s.attach(AttachRequest.newBuilder()
                        .setContainerId(containerId)
                        .setTty(tty)
                        .setStdin(streams.stdin() != null)
                        .setStdout(streams.stdout() != null)
                        .setStderr(streams.stderr() != null && !tty)
                        .build()))
                .getUrl();
        if (run(address, streams, tty) instanceof ExitStatus.Failed failed) {
            throw new RuntimeFailure(Kind.FAILED, failed.message());
        }
    }

    private ExitStatus run(String address, ContainerStreams streams, boolean tty) throws InterruptedException {
        RemoteCommandClient.Resizes resizes = () -> {
            ContainerStreams.Size size = streams.sizes().next();
            return size == null ? null : new TerminalSize(size.columns(), size.rows());
        };
        try {
            return client.run(
                    upgraded(address, SpdyClient.COMMAND),
                    new SpdyClient.LocalStreams(streams.stdin(), streams.stdout(), tty ? null : streams.stderr()),
                    tty ? resizes : null);
        } catch (IOException | UncheckedIOException e) {
            throw new RuntimeFailure(Kind.FAILED, "the runtime's streams broke: " + e.getMessage(), e);
        }
    }

    Connection portForward(String sandboxId, int port) throws IOException, InterruptedException {
        String address = connection
                .change(s -> s.portForward(PortForwardRequest.newBuilder()
                        .setPodSandboxId(sandboxId)
                        .addPort(port)
                        .build()))
                .getUrl();
        try {
            return client.forward(upgraded(address, SpdyClient.PORTS), port);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ApiResponse upgraded(String address, Headers headers) throws IOException {
        URI uri = URI.create(address);
        if (!"http".equals(uri.getScheme())) {
            throw new IOException("the runtime offers its streams with TLS, of which nobody here knows whom to trust");
        }
        Target target = Target.plain(uri.getHost(), uri.getPort());
        ApiRequest request = ApiRequest.of(
                        "POST",
                        uri.getRawPath(),
                        QueryParameters.parse(uri.getRawQuery()),
                        new Caller.Remote(List.of(), "agent"))
                .withHeaders(headers);
        ApiResponse response = new UpgradableHttpClient(environment, target).handle(request);
        if (response.status() != 101) {
            String text = response.body() instanceof ResponseBody.Bytes bytes ? text(bytes) : "";
            throw new IOException("status " + response.status() + " " + text);
        }
        return response;
    }

    private static String text(ResponseBody.Bytes bytes) {
        StringBuilder text = new StringBuilder();
        bytes.pieces().forEach(piece -> text.append(new String(piece, StandardCharsets.UTF_8)));
        return text.toString().strip();
    }
}
