package io.jubernetes.bench.api;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLParameters;

/** A TLS connection that agreed on HTTP/2, with as little between it and the socket as the JDK allows. One reader, one writer. */
final class TlsChannel implements AutoCloseable {

    private static final int RECORD = 17 * 1024;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final ByteBuffer received = ByteBuffer.allocate(16 * RECORD).flip();
    private final ByteBuffer sealed = ByteBuffer.allocate(4 * RECORD);

    private TlsChannel(SocketChannel socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
    }

    static TlsChannel open(URI server, SSLContext tls) throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SSLEngine engine = tls.createSSLEngine(server.getHost(), server.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        engine.setSSLParameters(parameters);
        TlsChannel channel = new TlsChannel(socket, engine);
        channel.handshake();
        if (!"h2".equals(engine.getApplicationProtocol())) {
            throw new IOException("the server does not speak HTTP/2");
        }
        return channel;
    }

    private void handshake() throws IOException {
        ByteBuffer nothing = ByteBuffer.allocate(RECORD);
        engine.beginHandshake();
        for (HandshakeStatus status = engine.getHandshakeStatus();
                status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING;
                status = engine.getHandshakeStatus()) {
            switch (status) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> write(ByteBuffer.allocate(0));
                default -> {
                    if (engine.unwrap(received, nothing).getStatus() == Status.BUFFER_UNDERFLOW) {
                        receive();
                    }
                }
            }
        }
    }

    /** Adds what arrived, which is one record at least. @param plain has room for one record at least */
    void read(ByteBuffer plain) throws IOException {
        int before = plain.position();
        while (plain.remaining() >= RECORD) {
            SSLEngineResult result = engine.unwrap(received, plain);
            if (result.getStatus() == Status.CLOSED) {
                throw new EOFException("the server ended the connection");
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                if (plain.position() > before) {
                    return;
                }
                receive();
            }
        }
    }

    private void receive() throws IOException {
        received.compact();
        int count = socket.read(received);
        received.flip();
        if (count < 0) {
            throw new EOFException("the connection ended");
        }
    }

    /** Sends all of it. */
    void write(ByteBuffer plain) throws IOException {
        do {
            sealed.clear();
            engine.wrap(plain, sealed);
            sealed.flip();
            while (sealed.hasRemaining()) {
                socket.write(sealed);
            }
        } while (plain.hasRemaining());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
