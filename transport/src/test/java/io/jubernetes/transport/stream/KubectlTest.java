package io.jubernetes.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client, with WebSocket and with SPDY, relayed as the API server does. */
@Timeout(120)
class KubectlTest {

    private static final Path KUBECTL = Path.of("/usr/bin/kubectl");

    private final FakeNode node = new FakeNode();
    private HttpServer nodeServer;
    private HttpServer relay;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(KUBECTL), "needs kubectl");
        nodeServer = HttpServer.start(ServerConfig.plainLoopback(), node, node.environment);
        relay = HttpServer.start(
                ServerConfig.plainLoopback(),
                new UpgradableHttpClient(node.environment, Target.plain("127.0.0.1", nodeServer.port())),
                node.environment);
    }

    @AfterEach
    void stop() {
        if (relay != null) {
            relay.close();
            nodeServer.close();
        }
    }

    private record Result(int exit, String out, String err) {}

    private ProcessBuilder kubectl(boolean webSocket, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(KUBECTL.toString(), "--kubeconfig=/dev/null", "--server=http://127.0.0.1:" + relay.port()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", Boolean.toString(webSocket));
        builder.environment().put("KUBECTL_PORT_FORWARD_WEBSOCKETS", Boolean.toString(webSocket));
        return builder;
    }

    private Result run(boolean webSocket, String input, String... arguments) throws Exception {
        Process process = kubectl(webSocket, arguments).start();
        Feeding.feed(process.getOutputStream(), input);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void outputErrorOutputAndExitCodeArrive(boolean webSocket) throws Exception {
        Result failed = run(webSocket, "", "exec", "p", "--", "fail");
        assertThat(failed.err()).contains("failing").contains("command terminated with exit code 3");
        assertThat(failed.exit()).isEqualTo(3);
        Result unknown = run(webSocket, "", "exec", "p", "--", "nonsense");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("no such command");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inputIsEchoedToItsEnd(boolean webSocket) throws Exception {
        String input = "a line of input\n".repeat(50_000);
        Result result = run(webSocket, input, "exec", "-i", "p", "--", "cat");
        assertThat(result.err()).doesNotContain("error");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo(input);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void muchOutputArrivesWhole(boolean webSocket) throws Exception {
        Result result = run(webSocket, "", "exec", "p", "--", "big");
        assertThat(result.out()).hasSize(5_500_000);
        assertThat(result.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatLeavesIsNoticed(boolean webSocket) throws Exception {
        Process process = kubectl(webSocket, "exec", "p", "--", "hang").start();
        assertThat(process.getInputStream().readNBytes(7)).asString().isEqualTo("hanging");
        process.destroyForcibly();
        node.clientLeft.await();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forwardedConnectionsCarryBothWays(boolean webSocket) throws Exception {
        ServerSocket target = new ServerSocket(0);
        Process process = kubectl(webSocket, "port-forward", "p", ":" + target.getLocalPort())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            int local = localPort(lines.readLine());
            try (target) {
                for (int i = 0; i < 3; i++) {
                    talk(local, target);
                }
            }
            try (Socket client = new Socket("127.0.0.1", local)) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            String line = lines.readLine();
            while (!line.contains("error forwarding port")) {
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void talk(int local, ServerSocket target) throws IOException {
        try (Socket client = new Socket("127.0.0.1", local)) {
            client.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
            try (Socket server = target.accept()) {
                assertThat(server.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
                byte[] much = new byte[1_000_000];
                server.getOutputStream().write(much);
                server.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes()).hasSize(much.length);
            }
        }
    }

    private static int localPort(String line) {
        String before = line.substring(0, line.indexOf(" -> "));
        return Integer.parseInt(before.substring(before.lastIndexOf(':') + 1));
    }
}
