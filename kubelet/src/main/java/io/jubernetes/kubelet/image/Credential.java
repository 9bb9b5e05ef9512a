package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A name and password for registries, as docker's configuration files keep them. */
record Credential(String user, String password) {

    /** The header's value for basic authentication. */
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Those of some docker-config documents that are for an image, in order; what cannot be read is passed over. */
    static List<Credential> of(List<byte[]> documents, ImageName image) {
        List<Credential> found = new ArrayList<>();
        for (byte[] document : documents) {
            try {
                JsonNode all = Manifest.JSON.readTree(document);
                JsonNode entries = all.has("auths") ? all.path("auths") : all;
                for (Map.Entry<String, JsonNode> entry : entries.properties()) {
                    if (matches(entry.getKey(), image)) {
                        add(entry.getValue(), found);
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                continue; // a broken secret does not keep others from being tried
            }
        }
        return found;
    }

    private static void add(JsonNode entry, List<Credential> found) {
        String user = entry.path("username").asText();
        String password = entry.path("password").asText();
        String both = entry.path("auth").asText();
        if (!both.isEmpty()) {
            String[] parts = new String(Base64.getDecoder().decode(both.trim()), StandardCharsets.UTF_8).split(":", 2);
            user = parts[0];
            password = parts.length < 2 ? "" : parts[1];
        }
        if (!user.isEmpty()) {
            found.add(new Credential(user, password));
        }
    }

    /** Keys are hosts, perhaps with a scheme before them and a path behind; each part of a host may have stars. */
    private static boolean matches(String key, ImageName image) {
        String plain = key.replaceFirst("^https?://", "").replaceFirst("/v[12]/?$", "");
        String[] parts = plain.split("/", 2);
        String host = parts[0].equals("index.docker.io") ? "docker.io" : parts[0];
        String pattern = "\\Q" + host.replace("*", "\\E[^.]*\\Q") + "\\E";
        String path = parts.length < 2 ? "" : parts[1];
        return image.registry().matches(pattern)
                && (path.isEmpty() || image.repository().startsWith(path));
    }
}
