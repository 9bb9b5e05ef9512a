package io.jubernetes.kubelet.runtime.cri;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which entries of docker-config documents are for an image. An entry names a registry and perhaps a path in it; {@code *} stands
 * for one part of a host name. The longest path is tried first.
 */
final class RegistryCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryCredentials.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HUB = "index.docker.io";

    private RegistryCredentials() {}

    /** Name and password, or one of the tokens; the others are empty. */
    record Credential(String username, String password, String identityToken, String registryToken) {}

    private record Entry(String place, Credential credential) {}

    static List<Credential> of(List<byte[]> documents, String image) {
        String place = place(image);
        List<Entry> entries = new ArrayList<>();
        documents.forEach(document -> entries.addAll(entries(document)));
        return entries.stream()
                .filter(e -> isFor(e.place(), place))
                .sorted(Comparator.comparingInt((Entry e) -> e.place().length()).reversed())
                .map(Entry::credential)
                .distinct()
                .toList();
    }

    private static List<Entry> entries(byte[] document) {
        List<Entry> entries = new ArrayList<>();
        try {
            JsonNode root = JSON.readTree(document);
            JsonNode auths = root.has("auths") ? root.path("auths") : root;
            for (Map.Entry<String, JsonNode> one : auths.properties()) {
                entries.add(new Entry(normal(one.getKey()), credential(one.getValue())));
            }
        } catch (IOException | IllegalArgumentException e) {
            // its text may hold what is secret
            LOG.warn(
                    "A pull secret cannot be read and is left out: cause={}",
                    e.getClass().getSimpleName());
        }
        return entries;
    }

    private static Credential credential(JsonNode entry) {
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        if (entry.hasNonNull("auth")) {
            byte[] plain =
                    Base64.getDecoder().decode(entry.path("auth").asText().strip());
            String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                username = parts[0];
                password = parts[1];
            }
        }
        return new Credential(
                username,
                password,
                entry.path("identitytoken").asText(""),
                entry.path("registrytoken").asText(""));
    }

    /** Registry and repository of an image, without tag and digest. */
    private static String place(String image) {
        String name = image.replaceFirst("@.*$", "");
        int slash = name.lastIndexOf('/');
        int colon = name.indexOf(':', slash + 1);
        name = colon < 0 ? name : name.substring(0, colon);
        String first = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return isHost ? name.replaceFirst("^docker\\.io/", HUB + "/") : HUB + "/" + name;
    }

    /** People write registries as addresses, with the path of their API. */
    private static String normal(String key) {
        String place = key.replaceFirst("^https?://", "").replaceFirst("/+$", "");
        place = place.replaceFirst("/v[12]$", "");
        return place.equals("docker.io") ? HUB : place;
    }

    static boolean isFor(String entry, String image) {
        String entryHost = entry.contains("/") ? entry.substring(0, entry.indexOf('/')) : entry;
        String imageHost = image.substring(0, image.indexOf('/'));
        String path = entry.substring(entryHost.length());
        return hostsFit(entryHost, imageHost)
                && image.substring(imageHost.length()).startsWith(path);
    }

    private static boolean hostsFit(String entry, String image) {
        String[] wanted = entry.split("\\.");
        String[] parts = image.split("\\.");
        if (wanted.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            String pattern = "\\Q" + wanted[i].replace("*", "\\E[^:]*\\Q") + "\\E";
            if (!parts[i].matches(pattern)) {
                return false;
            }
        }
        return true;
    }
}
