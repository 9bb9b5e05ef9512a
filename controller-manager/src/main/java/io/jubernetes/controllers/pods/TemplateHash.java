package io.jubernetes.controllers.pods;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jubernetes.client.json.KubernetesJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A short name for a pod template, made of letters that spell no words. Equal templates have equal hashes; a collision is told
 * apart by a count.
 */
public final class TemplateHash {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private TemplateHash() {}

    public static String of(PodTemplateSpec template, @Nullable Integer collisions) {
        ObjectNode tree = KubernetesJson.toTree(template);
        try {
            byte[] canonical = SORTED.writeValueAsString(SORTED.convertValue(tree, Map.class))
                    .getBytes(StandardCharsets.UTF_8);
            int hash = fnv1a(0x811c9dc5, canonical);
            if (collisions != null) {
                hash = fnv1a(hash, collisions.toString().getBytes(StandardCharsets.UTF_8));
            }
            return spell(Integer.toUnsignedString(hash));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int fnv1a(int start, byte[] bytes) {
        int hash = start;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return hash;
    }

    private static String spell(String digits) {
        StringBuilder text = new StringBuilder();
        digits.chars().forEach(digit -> text.append(ALPHABET.charAt(digit % ALPHABET.length())));
        return text.toString();
    }
}
