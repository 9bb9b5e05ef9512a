package io.jubernetes.transport.client;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The head of a request on the wire. */
final class RequestHead {

    /** Fields that this client sets itself, or that end at each hop. */
    private static final Set<String> OWN = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "keep-alive",
            "expect",
            "te",
            "trailer",
            "proxy-connection",
            "upgrade",
            "http2-settings");

    private RequestHead() {}

    static byte[] encode(ApiRequest request, String authority) {
        String query = request.query().encoded();
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(request.path());
        head.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
        line(head, "Host", authority);
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                line(head, name, value);
            }
        });
        if (isUpgrade(request.headers())) {
            line(head, "Connection", "Upgrade");
            request.headers().all("upgrade").forEach(protocol -> line(head, "Upgrade", protocol));
        } else {
            line(head, "Connection", "close");
        }
        if (request.body().length > 0 || mayHaveBody(request.method())) {
            line(head, "Content-Length", Integer.toString(request.body().length));
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean mayHaveBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private static boolean isUpgrade(Headers headers) {
        return headers.all("connection").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
    }

    private static void line(StringBuilder head, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in header field " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
