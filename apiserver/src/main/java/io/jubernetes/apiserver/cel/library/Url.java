package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Named;
import io.jubernetes.apiserver.cel.value.PlainList;
import io.jubernetes.apiserver.cel.value.PlainMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An absolute URI or path, its parts as they are written. */
public record Url(String text, String scheme, String host, String path, String query) implements Named {

    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(:[0-9]*)?");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Pattern BAD_HOST = Pattern.compile("[\\s<>\"%\\\\^`{|}]");
    private static final String KEPT_IN_PATHS = "-_.~$&+,/:;=@";
    private static final String ALLOWED_IN_PATHS = KEPT_IN_PATHS + "!'()*[]%";

    /** @throws CelError when it is none */
    static Url parse(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException malformed) {
            throw new CelError("URL parse error during conversion from string: parse " + Quoted.of(text) + ": "
                    + malformed.getMessage());
        }
    }

    static boolean isOne(String text) {
        try {
            read(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Url read(String text) {
        require(!text.isEmpty(), "empty url");
        require(text.chars().noneMatch(c -> c < ' ' || c == 127), "net/url: invalid control character in URL");
        Matcher schemed = SCHEME.matcher(text);
        boolean hasScheme = schemed.matches();
        String scheme = hasScheme ? schemed.group(1).toLowerCase(Locale.ROOT) : "";
        String rest = before(hasScheme ? schemed.group(2) : text, '#');
        require(hasScheme || rest.startsWith("/"), "invalid URI for request");
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String location = before(rest, '?');
        if (!location.startsWith("/")) {
            return new Url(text, scheme, "", "", query);
        }
        String host = "";
        if (location.startsWith("//") && (hasScheme || !location.startsWith("///"))) {
            int slash = location.indexOf('/', 2);
            String authority = slash < 0 ? location.substring(2) : location.substring(2, slash);
            location = slash < 0 ? "" : location.substring(slash);
            host = authority.substring(authority.lastIndexOf('@') + 1);
            requireHost(host);
        }
        Matcher bad = BAD_ESCAPE.matcher(location);
        require(!bad.find(), "invalid URL escape");
        return new Url(text, scheme, host, location, query);
    }

    private static void requireHost(String host) {
        require(!BAD_HOST.matcher(host).find(), "invalid character in host name");
        int port = host.lastIndexOf(':');
        require(
                HOST.matcher(host).matches(),
                "invalid port " + Quoted.of(port < 0 ? "" : host.substring(port)) + " after host");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String before(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }

    /** Without port and brackets. */
    String hostname() {
        Matcher parts = HOST.matcher(host);
        String name = parts.matches() ? parts.group(1) : host;
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    String port() {
        Matcher parts = HOST.matcher(host);
        String port = parts.matches() ? parts.group(2) : null;
        return port == null ? "" : port.substring(1);
    }

    String escapedPath() {
        if (path.chars().allMatch(c -> isPlain(c) || ALLOWED_IN_PATHS.indexOf(c) >= 0)) {
            return path;
        }
        StringBuilder escaped = new StringBuilder();
        for (byte b : unescape(path, false).getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b) || b > 0 && KEPT_IN_PATHS.indexOf(b) >= 0) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(String.format("%02X", b));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** The values of each parameter; what is malformed is left out. */
    PlainMap parameters() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            boolean malformed = part.isEmpty()
                    || part.indexOf(';') >= 0
                    || BAD_ESCAPE.matcher(part).find();
            if (!malformed) {
                values.computeIfAbsent(unescape(name, true), n -> new ArrayList<>())
                        .add(unescape(value, true));
            }
        }
        PlainMap parameters = new PlainMap();
        values.forEach((name, all) -> parameters.put(name, new PlainList(all)));
        return parameters;
    }

    private static String unescape(String text, boolean plusIsSpace) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            if (from[i] == '%') {
                to[length++] = (byte) Integer.parseInt(text(from, i + 1), 16);
                i += 2;
            } else {
                to[length++] = plusIsSpace && from[i] == '+' ? (byte) ' ' : from[i];
            }
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes, int start) {
        return new String(bytes, start, 2, StandardCharsets.US_ASCII);
    }

    @Override
    public String typeName() {
        return "kubernetes.URL";
    }

    @Override
    public String toString() {
        return text;
    }
}
