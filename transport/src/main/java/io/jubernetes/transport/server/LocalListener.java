package io.jubernetes.transport.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jdk.net.ExtendedSocketOptions;

/** Listens on a Unix domain socket that only its owner and root may connect to. */
final class LocalListener {

    private static final int FILE_TYPE = 0xf000;
    private static final int SOCKET = 0xc000;

    private LocalListener() {}

    /** Netty removes the file when the returned channel is closed. */
    static Channel open(ServerBootstrap bootstrap, UnixDomainSocketAddress address)
            throws IOException, InterruptedException {
        requirePeerCredentials();
        removeStale(address);
        Channel listener = bootstrap
                .channel(NioServerDomainSocketChannel.class)
                .bind(address)
                .sync()
                .channel();
        try { // whoever connects before this is known by the user id, as everybody is
            Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | RuntimeException e) {
            listener.close().sync();
            throw e;
        }
        return listener;
    }

    private static void requirePeerCredentials() throws IOException {
        try (SocketChannel any = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (!any.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
                throw new IOException("this system does not tell whose process is at the other end");
            }
        } catch (UnsupportedOperationException e) {
            throw new IOException("this system has no Unix domain sockets", e);
        }
    }

    /** A process that was killed leaves its socket behind. One that somebody listens on stays, as does any other file. */
    private static void removeStale(UnixDomainSocketAddress address) throws IOException {
        Path path = address.getPath();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FILE_TYPE) != SOCKET) {
            throw new IOException("there is a file that is no socket");
        }
        if (answers(address)) {
            throw new IOException("another process listens there");
        }
        Files.delete(path);
    }

    private static boolean answers(UnixDomainSocketAddress address) throws IOException {
        try {
            SocketChannel.open(address).close();
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }
}
