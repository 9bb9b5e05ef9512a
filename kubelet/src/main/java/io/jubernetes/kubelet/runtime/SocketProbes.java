package io.jubernetes.kubelet.runtime;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Probes over sockets of this machine: one connection per question, gone after the answer. */
public final class SocketProbes implements ProbeTransport {

    private static final int MOST = 10 << 10;
    private static final int HEADER_MOST = 64 << 10;

    private final Environment environment;

    public SocketProbes(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void tcpConnect(String host, int port, Duration timeout) throws IOException {
        connect(host, port, new Deadline(timeout)).close();
    }

    @Override
    public HttpAnswer httpGet(HttpTarget target, Duration timeout) throws IOException {
        Deadline deadline = new Deadline(timeout);
        try (Socket plain = connect(target.host(), target.port(), deadline);
                Socket socket = target.tls() ? secured(plain, target, deadline) : plain) {
            socket.getOutputStream().write(request(target).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(socket, deadline);
        }
    }

    @Override
    public void grpcHealth(String host, int port, String service, Duration timeout) throws IOException {
        Deadline deadline = new Deadline(timeout);
        try (Socket socket = connect(host, port, deadline)) {
            socket.setSoTimeout(deadline.left());
            new GrpcHealth(
                            new BufferedInputStream(socket.getInputStream()),
                            new BufferedOutputStream(socket.getOutputStream()))
                    .check(host + ":" + port, service);
        }
    }

    private Socket connect(String host, int port, Deadline deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), deadline.left());
            return socket;
        } catch (IOException e) {
            socket.close();
            String text = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IOException("dial tcp " + host + ":" + port + ": " + goText(text), e);
        }
    }

    /** The words that people know from upstream's messages. */
    private static String goText(String message) {
        return switch (message.toLowerCase(Locale.ROOT)) {
            case "connection refused" -> "connect: connection refused";
            case "connect timed out" -> "i/o timeout";
            default -> message;
        };
    }

    private static Socket secured(Socket plain, HttpTarget target, Deadline deadline) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAnyone()}, new SecureRandom());
            plain.setSoTimeout(deadline.left());
            return context.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String request(HttpTarget target) {
        StringBuilder text = new StringBuilder("GET " + target.path() + " HTTP/1.1\r\n");
        if (!has(target, "host")) {
            String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
            text.append("Host: ").append(host).append(':').append(target.port()).append("\r\n");
        }
        if (!has(target, "user-agent")) {
            text.append("User-Agent: kube-probe/1.35\r\n");
        }
        if (!has(target, "accept")) {
            text.append("Accept: */*\r\n");
        }
        for (Map.Entry<String, String> header : target.headers()) {
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return text.append("Connection: close\r\n\r\n").toString();
    }

    private static boolean has(HttpTarget target, String name) {
        return target.headers().stream().anyMatch(h -> h.getKey().equalsIgnoreCase(name));
    }

    private static HttpAnswer answer(Socket socket, Deadline deadline) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        InputStream input = socket.getInputStream();
        int header = -1;
        while (header < 0 || all.size() < header + MOST) {
            socket.setSoTimeout(deadline.left());
            int count = read(input, buffer, header >= 0);
            if (count < 0 || all.size() > HEADER_MOST) {
                break;
            }
            all.write(buffer, 0, count);
            header = header >= 0
                    ? header
                    : all.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            if (header >= 0 && complete(all.toString(StandardCharsets.ISO_8859_1), header)) {
                break;
            }
        }
        return parse(all.toString(StandardCharsets.UTF_8));
    }

    /** A connection that breaks behind the header still gave an answer. */
    private static int read(InputStream input, byte[] buffer, boolean headerSeen) throws IOException {
        try {
            return input.read(buffer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (headerSeen) {
                return -1;
            }
            throw e;
        }
    }

    private static boolean complete(String text, int header) {
        for (String line : text.substring(0, header).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                String length = line.substring(line.indexOf(':') + 1).trim();
                return length.matches("\\d{1,9}") && text.length() - header - 4 >= Integer.parseInt(length);
            }
        }
        return false;
    }

    private static HttpAnswer parse(String text) throws IOException {
        String[] status = text.split("\r\n", 2)[0].split(" ");
        if (status.length < 2 || !status[0].startsWith("HTTP/") || !status[1].matches("\\d{3}")) {
            throw new IOException(text.isEmpty() ? "EOF" : "malformed HTTP response");
        }
        int body = text.indexOf("\r\n\r\n");
        String content = body < 0 ? "" : text.substring(body + 4);
        return new HttpAnswer(Integer.parseInt(status[1]), content.substring(0, Math.min(MOST, content.length())));
    }

    private final class Deadline {
        private final long end;

        Deadline(Duration timeout) {
            this.end = environment.nanoTime() + timeout.toNanos();
        }

        /** Milliseconds until the end, as socket time-outs count them. */
        int left() throws SocketTimeoutException {
            long left = (end - environment.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("context deadline exceeded");
            }
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }

    /** A probe asks whether a server works, not who it is. */
    private static final class TrustsAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // no client is ever asked
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // anyone
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // no client is ever asked
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // anyone
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            // no client is ever asked
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            // anyone
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
