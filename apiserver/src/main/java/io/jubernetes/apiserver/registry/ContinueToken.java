package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import java.util.Base64;

/**
 * Where a list goes on: at which revision, and behind which object. A revision of -1 means the newest, which gives up that all
 * pages show one state.
 *
 * @param startAfter the path of the last object of the page before
 */
record ContinueToken(long revision, String startAfter) {

    static final long INCONSISTENT = -1;

    static ContinueToken decode(String text) {
        try {
            JsonNode token = Json.decodeValue(Base64.getUrlDecoder().decode(text));
            if (token.path("v").asText().equals("meta.k8s.io/v1")
                    && token.path("rv").isIntegralNumber()) {
                String start = token.path("start").asText();
                if (start.endsWith("\0")) {
                    return new ContinueToken(token.path("rv").asLong(), start.substring(0, start.length() - 1));
                }
            }
        } catch (IllegalArgumentException | ApiException malformed) {
            // refused below
        }
        throw ApiException.badRequest("continue key is not valid: the token was not given by this server");
    }

    String encode() {
        byte[] json = Json.encode(
                Json.object().put("v", "meta.k8s.io/v1").put("rv", revision).put("start", startAfter + "\0"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** The same place, at whatever state there is then. */
    ContinueToken inconsistent() {
        return new ContinueToken(INCONSISTENT, startAfter);
    }
}
