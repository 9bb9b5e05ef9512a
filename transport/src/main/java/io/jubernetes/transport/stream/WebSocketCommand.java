package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A command whose streams are channels of a WebSocket. */
final class WebSocketCommand {

    static final int STDIN = 0;
    static final int STDOUT = 1;
    static final int STDERR = 2;
    static final int ERROR = 3;
    static final int RESIZE = 4;

    private final Environment environment;
    private final StreamOptions options;
    private final ChannelCodec codec;
    private final Pipe stdin = new Pipe();
    private final Pipe resize = new Pipe();

    WebSocketCommand(Environment environment, StreamOptions options, ChannelCodec codec) {
        this.environment = environment;
        this.options = options;
        this.codec = codec;
    }

    void run(Connection connection, RemoteCommand command) throws IOException, InterruptedException {
        WebSocket socket = WebSocket.server(connection);
        CommandStreams streams = new CommandStreams(
                environment,
                options.stdin() ? stdin.input() : InputStream.nullInputStream(),
                output(socket, STDOUT, options.stdout()),
                output(socket, STDERR, options.stderr()),
                resize.input());
        greet(socket);
        Farewell farewell = new Farewell(environment);
        environment.start("websocket-read", () -> {
            try {
                read(socket);
            } finally {
                stdin.end();
                resize.end();
                streams.clientLeft();
                farewell.clientLeft();
            }
        });
        ExitStatus status = RemoteCommandServer.run(command, streams);
        byte[] last = codec.status(status);
        if (last != null) {
            codec.send(socket, ERROR, last);
        }
        socket.close(WebSocket.NORMAL, "");
        stdin.input().close(); // the reader shall not wait for a command that is over
        farewell.await(Farewell.LIMIT);
    }

    /** An empty message tells clients that wait for one that the connection stands. */
    private void greet(WebSocket socket) throws IOException {
        int lowest = options.stdout() ? STDOUT : options.stderr() ? STDERR : ERROR;
        codec.send(socket, lowest, new byte[0]);
    }

    private void read(WebSocket socket) throws InterruptedException {
        try {
            for (WebSocket.@Nullable Message message = socket.read(); message != null; message = socket.read()) {
                ChannelCodec.Piece piece = codec.decode(message);
                Pipe target = piece == null ? null : target(piece.channel());
                if (piece != null && target != null) {
                    deliver(piece, target);
                }
            }
        } catch (IOException e) {
            return; // the connection broke: the same as its end
        }
    }

    private static void deliver(ChannelCodec.Piece piece, Pipe target) throws InterruptedException {
        if (piece.end()) {
            target.end();
        } else {
            target.write(piece.data());
        }
    }

    private @Nullable Pipe target(int channel) {
        return switch (channel) {
            case STDIN -> stdin;
            case RESIZE -> resize;
            default -> null;
        };
    }

    private OutputStream output(WebSocket socket, int channel, boolean wanted) {
        return wanted
                ? new FrameOutput(data -> codec.send(socket, channel, data), WebSocketCommand::noEnd)
                : OutputStream.nullOutputStream();
    }

    /** Only clients end single channels: they would take a server's signal for a message to a channel that does not exist. */
    private static void noEnd() {}
}
