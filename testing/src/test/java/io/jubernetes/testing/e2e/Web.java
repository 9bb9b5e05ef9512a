package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads pages as a curl loop does: each request on a connection of its own, and never tried again. */
final class Web {

    private static final int PATIENCE_MILLIS = 10_000;

    private Web() {}

    /** The body of a page. @throws UncheckedIOException unless the answer is complete and says 200 */
    static String get(String url) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return body(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(url, e);
        }
    }

    private static String body(String answer) throws IOException {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0 || !answer.substring(0, answer.indexOf('\r')).matches("HTTP/1\\.[01] 200 .*")) {
            throw new IOException("the answer was: " + answer);
        }
        return answer.substring(end + 4);
    }
}
