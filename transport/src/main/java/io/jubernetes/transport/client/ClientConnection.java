package io.jubernetes.transport.client;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection for one request. */
final class ClientConnection implements Closeable {

    private final InputStream input;
    private final OutputStream output;
    private final Closeable socket;
    private final AnswerLimit limit;

    /** How long the answer may take. */
    @FunctionalInterface
    interface AnswerLimit {
        void lift() throws IOException;
    }

    ClientConnection(InputStream input, OutputStream output, Closeable socket, AnswerLimit limit) {
        this.input = new BufferedInputStream(input, 16 * 1024);
        this.output = output;
        this.socket = socket;
        this.limit = limit;
    }

    static ClientConnection open(Target target) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(new InetSocketAddress(target.host(), target.port()), millis(target.connectTimeout()));
            plain.setSoTimeout(millis(target.connectTimeout()));
            SSLContext tls = target.tls();
            Socket socket = tls == null ? plain : handshake(tls, plain, target);
            socket.setSoTimeout(millis(target.answerTimeout()));
            return new ClientConnection(
                    socket.getInputStream(), socket.getOutputStream(), socket, () -> socket.setSoTimeout(0));
        } catch (SocketTimeoutException e) {
            plain.close();
            throw new IOException("connecting to " + target.authority() + " took too long", e);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static SSLSocket handshake(SSLContext tls, Socket plain, Target target) throws IOException {
        String name = target.verifiedName();
        SSLSocket socket = (SSLSocket)
                tls.getSocketFactory().createSocket(plain, name == null ? target.host() : name, target.port(), true);
        if (name != null) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private static int millis(Duration limit) {
        return Math.toIntExact(limit.toMillis());
    }

    void send(byte[] head, byte[] body) throws IOException {
        output.write(head);
        output.write(body);
        output.flush();
    }

    /** From here on silence is no fault: streams may have nothing to say for hours. */
    void waitsForever() throws IOException {
        limit.lift();
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
