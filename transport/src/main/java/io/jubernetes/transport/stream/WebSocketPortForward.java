package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ports forwarded over WebSocket channels: for the n-th port of the query channel 2n carries data and 2n+1 errors. */
final class WebSocketPortForward {

    private final Environment environment;
    private final PortRelay relay;
    private final ChannelCodec codec;
    private final List<Integer> ports;
    private final List<Pipe> incoming;

    WebSocketPortForward(Environment environment, PortDialer dialer, ChannelCodec codec, List<Integer> ports) {
        this.environment = environment;
        this.relay = new PortRelay(environment, dialer);
        this.codec = codec;
        this.ports = ports;
        this.incoming =
                IntStream.range(0, ports.size()).mapToObj(i -> new Pipe()).toList();
    }

    void run(Connection connection) throws IOException, InterruptedException {
        WebSocket socket = WebSocket.server(connection);
        for (int i = 0; i < ports.size(); i++) {
            announce(socket, i);
            start(socket, i);
        }
        try {
            read(socket);
        } finally {
            incoming.forEach(Pipe::end);
        }
    }

    /** Each channel begins with its port, as two bytes, the low one first. */
    private void announce(WebSocket socket, int index) throws IOException {
        int port = ports.get(index);
        byte[] number = {(byte) port, (byte) (port >> 8)};
        codec.send(socket, 2 * index, number);
        codec.send(socket, 2 * index + 1, number);
    }

    private void start(WebSocket socket, int index) {
        environment.start(
                "port-forward",
                () -> relay.run(
                        ports.get(index),
                        incoming.get(index).input(),
                        output(socket, 2 * index),
                        output(socket, 2 * index + 1)));
    }

    private OutputStream output(WebSocket socket, int channel) {
        return new FrameOutput(data -> codec.send(socket, channel, data), () -> codec.sendEnd(socket, channel));
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
