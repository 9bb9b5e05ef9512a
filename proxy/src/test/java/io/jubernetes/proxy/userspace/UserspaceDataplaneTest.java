package io.jubernetes.proxy.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.proxy.service.Endpoint;
import io.jubernetes.proxy.service.Protocol;
import io.jubernetes.proxy.service.ServicePort;
import io.jubernetes.proxy.service.ServiceTable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets on addresses of 127.0.0.0/8. */
@Timeout(30)
class UserspaceDataplaneTest {

    private static final String VIRTUAL = "127.96.0.7";

    private final Environment environment = new SystemEnvironment();
    private final UserspaceDataplane dataplane = new UserspaceDataplane(environment);
    private final List<ServerSocket> servers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        dataplane.close();
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void everyEndpointGetsItsTurn() throws IOException {
        int port = freePort();
        dataplane.apply(table(port, Protocol.TCP, echo("a"), echo("b"), echo("c")));

        TreeSet<String> answers = new TreeSet<>();
        for (int i = 0; i < 9; i++) {
            answers.add(ask(port, "x"));
        }

        assertThat(answers).containsExactly("a:x", "b:x", "c:x");
    }

    @Test
    void endpointThatDoesNotAnswerIsSkipped() throws IOException {
        int port = freePort();
        Endpoint dead = new Endpoint("127.0.0.1", freePort());
        dataplane.apply(table(port, Protocol.TCP, dead, echo("a")));

        assertThat(List.of(ask(port, "1"), ask(port, "2"))).containsExactly("a:1", "a:2");
    }

    @Test
    void podOfTheMachinesNetworkMayListenOnTheSamePort() throws IOException {
        int port = freePort();
        dataplane.apply(table(port, Protocol.TCP, echo("a")));

        try (ServerSocket pod = new ServerSocket()) {
            pod.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            pod.bind(new InetSocketAddress(port));
            assertThat(ask(port, "x")).isEqualTo("a:x");
        }
    }

    @Test
    void removedServiceIsRefused() throws IOException {
        int port = freePort();
        dataplane.apply(table(port, Protocol.TCP, echo("a")));
        assertThat(ask(port, "x")).isEqualTo("a:x");

        dataplane.apply(ServiceTable.EMPTY);

        await().untilAsserted(() -> assertThatThrownBy(() -> ask(port, "x")).isInstanceOf(ConnectException.class));
    }

    @Test
    void datagramsFindTheirWayBack() throws IOException {
        try (DatagramSocket endpoint = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                DatagramSocket client = new DatagramSocket()) {
            environment.start("udp-echo", () -> echoDatagram(endpoint));
            int port = freePort();
            dataplane.apply(table(port, Protocol.UDP, new Endpoint("127.0.0.1", endpoint.getLocalPort())));
            byte[] question = "ping".getBytes(StandardCharsets.UTF_8);
            client.send(new DatagramPacket(question, question.length, InetAddress.getByName(VIRTUAL), port));
            DatagramPacket answer = new DatagramPacket(new byte[16], 16);
            client.receive(answer);

            assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo("ping");
        }
    }

    private static void echoDatagram(DatagramSocket socket) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[16], 16);
            socket.receive(packet);
            socket.send(packet);
        } catch (IOException e) {
            assertThat(socket.isClosed()).isTrue();
        }
    }

    private static ServiceTable table(int port, Protocol protocol, Endpoint... endpoints) {
        return new ServiceTable(List.of(new ServicePort(
                "default/web:http", List.of(VIRTUAL), protocol, port, 0, false, List.of(endpoints), List.of(), true)));
    }

    private Endpoint echo(String name) throws IOException {
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
        servers.add(server);
        environment.start("echo-" + name, () -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    byte[] question = client.getInputStream().readAllBytes();
                    client.getOutputStream().write((name + ":").getBytes(StandardCharsets.UTF_8));
                    client.getOutputStream().write(question);
                } catch (IOException e) {
                    assertThat(server.isClosed()).isTrue();
                }
            }
        });
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    private static String ask(int port, String question) throws IOException {
        try (Socket socket = new Socket(VIRTUAL, port)) {
            socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
