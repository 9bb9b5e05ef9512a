package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.transport.pki.Credential;
import io.jubernetes.transport.stream.WebSocketToken;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * By what other servers know that a request comes from this one, so that they believe the user's name in its headers.
 *
 * @param client the certificate that is shown
 * @param caPem who signed it: an authority that signs nothing else
 */
public record FrontProxy(Credential client, String caPem) {

    static final String USER = "X-Remote-User";
    static final String UID = "X-Remote-Uid";
    static final String GROUP = "X-Remote-Group";
    static final String EXTRA = "X-Remote-Extra-";

    private static final String PROTOCOLS = "sec-websocket-protocol";

    /** The user's credentials are nobody else's business; names come from here alone. */
    private static final List<String> KEPT_BACK =
            List.of("authorization", "cookie", "host", "content-length", "audit-id");

    private static final List<String> KEPT_BACK_BEGINNINGS = List.of("x-remote-", "impersonate-", ":");

    /**
     * What other API servers have to know, as the ConfigMap that they read has it.
     *
     * @param clientCa who signs the certificates of users; empty when nobody does
     */
    public static Map<String, String> published(String clientCa, @Nullable FrontProxy proxy) {
        Map<String, String> data = new LinkedHashMap<>();
        if (!clientCa.isEmpty()) {
            data.put("client-ca-file", clientCa);
        }
        if (proxy != null) {
            data.put("requestheader-allowed-names", list(proxy.name()));
            data.put("requestheader-client-ca-file", proxy.caPem());
            data.put("requestheader-extra-headers-prefix", list(EXTRA));
            data.put("requestheader-group-headers", list(GROUP));
            data.put("requestheader-uid-headers", list(UID));
            data.put("requestheader-username-headers", list(USER));
        }
        return data;
    }

    private static String list(String name) {
        return Json.object().arrayNode().add(name).toString();
    }

    /** The common name that is allowed to speak for users. */
    private String name() {
        String subject = client.leaf().getSubjectX500Principal().getName();
        int end = subject.indexOf(',');
        return subject.substring("CN=".length(), end < 0 ? subject.length() : end);
    }

    /** The headers of a request on its way to another server: whose request it is replaces all proofs of that. */
    static Headers headers(Headers from, UserInfo user) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        from.forEach((name, value) -> {
            if (!KEPT_BACK.contains(name) && KEPT_BACK_BEGINNINGS.stream().noneMatch(name::startsWith)) {
                fields.add(Map.entry(name, name.equals(PROTOCOLS) ? WebSocketToken.without(value) : value));
            }
        });
        fields.add(Map.entry(USER, user.name()));
        if (!user.uid().isEmpty()) {
            fields.add(Map.entry(UID, user.uid()));
        }
        user.groups().forEach(group -> fields.add(Map.entry(GROUP, group)));
        new TreeMap<>(user.extra())
                .forEach((name, values) ->
                        values.forEach(value -> fields.add(Map.entry(EXTRA + escaped(name), value))));
        return Headers.copyOf(fields);
    }

    /** What no header field's name may have in it is percent-encoded. */
    private static String escaped(String name) {
        return URLEncoder.encode(name.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
