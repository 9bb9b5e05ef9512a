package io.jubernetes.apiserver.token;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A JSON Web Token in its compact form, taken apart. Nothing in it is to be believed before {@link #isSignedBy}. */
record Jwt(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** Empty when the text is no such token. */
    static Optional<Jwt> parse(String compact) {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Jwt(
                    (ObjectNode) JSON.readTree(DECODER.decode(parts[0])),
                    (ObjectNode) JSON.readTree(DECODER.decode(parts[1])),
                    ascii(parts[0] + "." + parts[1]),
                    DECODER.decode(parts[2])));
        } catch (IOException | IllegalArgumentException | ClassCastException notOurs) {
            return Optional.empty();
        }
    }

    static String sign(SigningKey key, ObjectNode claims) {
        ObjectNode header =
                JSON.createObjectNode().put("alg", key.algorithm().name()).put("kid", key.id());
        String content = encode(header) + "." + encode(claims);
        return content + "." + ENCODER.encodeToString(key.sign(ascii(content)));
    }

    boolean isSignedBy(SigningKey key) {
        return header.path("alg").asText().equals(key.algorithm().name()) && key.verifies(signed, signature);
    }

    private static String encode(ObjectNode part) {
        try {
            return ENCODER.encodeToString(JSON.writeValueAsBytes(part));
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree of JSON cannot be written", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
