package io.jubernetes.apiserver.token;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.nio.charset.StandardCharsets;

/** The OpenID documents by which others verify service account tokens. */
public final class OpenIdEndpoint implements NonResourceEndpoint {

    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final String KEYS = "/openid/v1/jwks";

    private final byte[] configuration;
    private final byte[] keys;

    public OpenIdEndpoint(TokenSettings settings) {
        this.configuration = configuration(settings).toString().getBytes(StandardCharsets.UTF_8);
        this.keys = keys(settings).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean serves(String path) {
        return path.equals(CONFIGURATION) || path.equals(KEYS);
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        return context.info().path().startsWith(CONFIGURATION)
                ? ApiResponse.of(200, "application/json", configuration)
                : ApiResponse.of(200, "application/jwk-set+json", keys);
    }

    private static ObjectNode configuration(TokenSettings settings) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("issuer", settings.issuer());
        document.put("jwks_uri", settings.issuer() + KEYS);
        document.putArray("response_types_supported").add("id_token");
        document.putArray("subject_types_supported").add("public");
        ArrayNode algorithms = document.putArray("id_token_signing_alg_values_supported");
        settings.keys().stream().map(key -> key.algorithm().name()).distinct().forEach(algorithms::add);
        return document;
    }

    private static ObjectNode keys(TokenSettings settings) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = document.putArray("keys");
        settings.keys().forEach(key -> keys.add(key.jwk()));
        return document;
    }
}
