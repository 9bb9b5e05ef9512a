package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.TEXTS;
import static io.jubernetes.apiserver.cel.library.Types.URL;

import dev.cel.common.types.MapType;
import java.util.function.Function;

/** Addresses of the web. */
final class Urls {

    private Urls() {}

    static void addTo(Functions to) {
        to.global("url", "string_to_url", URL, a -> Url.parse((String) a[0]), STRING);
        to.global("isURL", "is_url_string", BOOL, a -> Url.isOne((String) a[0]), STRING);
        part(to, "getScheme", "url_get_scheme", Url::scheme);
        part(to, "getHost", "url_get_host", Url::host);
        part(to, "getHostname", "url_get_hostname", Url::hostname);
        part(to, "getPort", "url_get_port", Url::port);
        part(to, "getEscapedPath", "url_get_escaped_path", Url::escapedPath);
        to.member("getQuery", "url_get_query", MapType.create(STRING, TEXTS), a -> ((Url) a[0]).parameters(), URL);
    }

    private static void part(Functions to, String name, String id, Function<Url, String> part) {
        to.member(name, id, STRING, a -> part.apply((Url) a[0]), URL);
    }
}
