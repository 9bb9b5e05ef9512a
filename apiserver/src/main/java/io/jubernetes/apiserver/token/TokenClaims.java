package io.jubernetes.apiserver.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.token.TokenSubject.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, and its form as JWT claims.
 *
 * @param warnAfter when the token should have been replaced by a newer one; null when that is the same as its end
 */
record TokenClaims(
        String id,
        List<String> audiences,
        Instant issued,
        Instant expires,
        @Nullable Instant warnAfter,
        TokenSubject subject) {

    private static final String PRIVATE = "kubernetes.io";

    ObjectNode toJson(String issuer) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        ArrayNode to = claims.putArray("aud");
        audiences.forEach(to::add);
        claims.put("exp", expires.getEpochSecond());
        claims.put("iat", issued.getEpochSecond());
        claims.put("iss", issuer);
        claims.put("jti", id);
        ObjectNode bound = claims.putObject(PRIVATE);
        bound.put("namespace", subject.namespace());
        put(bound, "node", subject.node());
        put(bound, "pod", subject.pod());
        put(bound, "secret", subject.secret());
        put(bound, "serviceaccount", subject.account());
        if (warnAfter != null) {
            bound.put("warnafter", warnAfter.getEpochSecond());
        }
        claims.put("nbf", issued.getEpochSecond());
        return claims.put("sub", subject.userName());
    }

    static TokenClaims of(ObjectNode claims) {
        JsonNode bound = claims.path(PRIVATE);
        Reference account = reference(bound.path("serviceaccount"));
        TokenSubject subject = new TokenSubject(
                bound.path("namespace").asText(),
                account == null ? new Reference("", "") : account,
                reference(bound.path("pod")),
                reference(bound.path("node")),
                reference(bound.path("secret")));
        return new TokenClaims(
                claims.path("jti").asText(),
                audiences(claims.path("aud")),
                Instant.ofEpochSecond(claims.path("nbf").asLong()),
                Instant.ofEpochSecond(claims.path("exp").asLong()),
                bound.has("warnafter")
                        ? Instant.ofEpochSecond(bound.path("warnafter").asLong())
                        : null,
                subject);
    }

    private static List<String> audiences(JsonNode aud) {
        List<String> all = new ArrayList<>();
        if (aud.isTextual()) {
            all.add(aud.asText());
        }
        aud.forEach(one -> all.add(one.asText()));
        return all;
    }

    private static @Nullable Reference reference(JsonNode node) {
        return node.isObject()
                ? new Reference(node.path("name").asText(), node.path("uid").asText())
                : null;
    }

    private static void put(ObjectNode to, String name, @Nullable Reference reference) {
        if (reference != null) {
            to.putObject(name).put("name", reference.name()).put("uid", reference.uid());
        }
    }
}
