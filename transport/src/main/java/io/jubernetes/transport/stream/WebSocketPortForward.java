package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ports forwarded over WebSocket channels: for the n-th port of the query channel 2n carries data and 2n+1 errors. */
final class WebSocketPortForward {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketPortForward.class);

    private final Environment environment;
    private final PortRelay relay;
    private final ChannelCodec codec;
    private final List<Integer> ports;
    private final List<Pipe> incoming;
    private final AtomicInteger open;

    WebSocketPortForward(Environment environment, PortDialer dialer, ChannelCodec codec, List<Integer> ports) {
        this.environment = environment;
        this.relay = new PortRelay(environment, dialer);
        this.codec = codec;
        this.ports = ports;
        this.open = new AtomicInteger(ports.size());
        this.incoming =
                IntStream.range(0, ports.size()).mapToObj(i -> new Pipe()).toList();
    }

    void run(Connection connection) throws IOException, InterruptedException {
        WebSocket socket = WebSocket.server(connection);
        List<Environment.Task> relays = new ArrayList<>();
        try {
            for (int i = 0; i < ports.size(); i++) {
                announce(socket, i);
                relays.add(start(socket, i));
            }
            read(socket);
        } finally {
            incoming.forEach(Pipe::end);
            relays.forEach(Environment.Task::interrupt);
        }
    }

    /** Each channel begins with its port, as two bytes, the low one first. */
    private void announce(WebSocket socket, int index) throws IOException {
        int port = ports.get(index);
        byte[] number = {(byte) port, (byte) (port >> 8)};
        codec.send(socket, 2 * index, number);
        codec.send(socket, 2 * index + 1, number);
    }

    private Environment.Task start(WebSocket socket, int index) {
        return environment.start("port-forward", () -> {
            relay.run(
                    ports.get(index),
                    incoming.get(index).input(),
                    output(socket, 2 * index),
                    output(socket, 2 * index + 1));
            if (open.decrementAndGet() == 0) {
                goodbye(socket);
            }
        });
    }

    private static void goodbye(WebSocket socket) {
        try {
            socket.close(WebSocket.NORMAL, "");
        } catch (IOException e) {
            LOG.trace("The client said goodbye first: cause={}", e.toString());
        }
    }

    /** A channel has no end of its own here: the last port's end is the connection's. */
    private OutputStream output(WebSocket socket, int channel) {
        return new FrameOutput(data -> codec.send(socket, channel, data), () -> {});
    }

    private void read(WebSocket socket) throws IOException, InterruptedException {
        for (WebSocket.@Nullable Message message = socket.read(); message != null; message = socket.read()) {
            ChannelCodec.Piece piece = codec.decode(message);
            if (piece != null && piece.channel() % 2 == 0 && piece.channel() / 2 < ports.size()) {
                incoming.get(piece.channel() / 2).write(piece.data());
            }
        }
    }
}
