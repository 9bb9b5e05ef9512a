package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.nodeproxy.NodeConnector.Scheme;

/**
 * The name in a proxy's path: {@code [scheme:]name[:port]}.
 *
 * @param port a number or a port's name; may be empty
 */
record ProxyName(Scheme scheme, String name, String port) {

    static ProxyName parse(String text) {
        String[] parts = text.split(":", -1);
        return switch (parts.length) {
            case 1 -> new ProxyName(Scheme.HTTP, parts[0], "");
            case 2 -> new ProxyName(Scheme.HTTP, parts[0], parts[1]);
            case 3 -> new ProxyName(scheme(parts[0], text), parts[1], parts[2]);
            default -> throw invalid(text);
        };
    }

    private static Scheme scheme(String scheme, String text) {
        return switch (scheme) {
            case "", "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            default -> throw invalid(text);
        };
    }

    private static ApiException invalid(String text) {
        return ApiException.badRequest("invalid proxy request \"" + text + "\"");
    }

    /** The port as a number; 0 when it is none. */
    int portNumber() {
        return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    }
}
