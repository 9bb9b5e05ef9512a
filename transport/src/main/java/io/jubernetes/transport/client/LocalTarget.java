package io.jubernetes.transport.client;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.transport.local.TrustedUsers;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * A Unix domain socket to connect to. Only a server that runs as this user or as root is talked to: any other may have put its
 * socket there.
 *
 * @param answerTimeout from the request to the head of the answer; zero when there is no limit
 */
public record LocalTarget(Path socket, Duration answerTimeout) {

    /** @throws UnreachableException when nobody is there, or somebody who is not trusted */
    ClientConnection open(Environment environment) throws UnreachableException {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            try {
                if (!TrustedUsers.ofThisProcess().include(channel.getOption(ExtendedSocketOptions.SO_PEERCRED))) {
                    throw new IOException("another user's process listens there");
                }
                return connection(channel, environment);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new UnreachableException("cannot use " + socket + ": " + e.getMessage(), e);
        }
    }

    private ClientConnection connection(SocketChannel channel, Environment environment) {
        ClientConnection.AnswerLimit limit = () -> {};
        if (!answerTimeout.isZero()) {
            Environment.Timer timer = environment.after(answerTimeout, "answer-limit", () -> close(channel));
            limit = timer::cancel;
        }
        return new ClientConnection(
                Channels.newInputStream(channel), Channels.newOutputStream(channel), channel, limit);
    }

    /** Who waits for the answer is woken by an exception. */
    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
