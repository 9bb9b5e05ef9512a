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

    private final Socket socket;
    private final InputStream input;

    private ClientConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
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
            return new ClientConnection(socket);
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
        OutputStream out = socket.getOutputStream();
        out.write(head);
        out.write(body);
        out.flush();
    }

    /** From here on silence is no fault: streams may have nothing to say for hours. */
    void waitsForever() throws IOException {
        socket.setSoTimeout(0);
    }

    InputStream input() {
        return input;
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
