package io.jubernetes.apiserver;

import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.RetiredVersion;
import io.jubernetes.apimachinery.schema.RetiredVersions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which versions of the API are served besides those of today: upstream's {@code --runtime-config}. Of what is said of a version
 * the narrowest word counts: that of the resource, of the version, of all versions like it, of all.
 *
 * @param switches by what they are about: {@code GROUP/VERSION}, {@code GROUP/VERSION/RESOURCE}, {@code api/beta}
 */
public record RuntimeConfig(Map<String, Boolean> switches) {

    public static final RuntimeConfig NOTHING = new RuntimeConfig(Map.of());

    private static final String ALL = "api/all";
    private static final String LEGACY = "api/legacy";
    private static final List<String> MANY = List.of(ALL, "api/ga", "api/beta", "api/alpha", LEGACY);

    public RuntimeConfig {
        switches = Collections.unmodifiableMap(new LinkedHashMap<>(switches));
    }

    /**
     * @param text {@code KEY=true|false}, several with commas between; a key alone is true
     * @throws IllegalArgumentException in words for who wrote it
     */
    public static RuntimeConfig parse(String text) {
        Map<String, Boolean> switches = new LinkedHashMap<>();
        for (String pair : text.split(",")) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                String key = (equals < 0 ? pair : pair.substring(0, equals)).strip();
                switches.put(key, truth(key, equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        RuntimeConfig config = new RuntimeConfig(switches);
        switches.forEach(config::requireSensible);
        return config;
    }

    private static boolean truth(String key, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "", "1", "t", "true" -> true;
            case "0", "f", "false" -> false;
            default -> throw new IllegalArgumentException("invalid value of " + key + ": " + value);
        };
    }

    private void requireSensible(String key, boolean on) {
        String[] parts = key.split("/");
        if (MANY.contains(key)) {
            if (!on && (key.equals(ALL) || key.equals("api/ga"))) {
                throw alwaysServed(key);
            }
            return;
        }
        String group = parts.length == 1 ? "" : parts[0];
        String apiVersion = parts.length == 1 ? key : parts[0] + "/" + parts[1];
        Catalogue today = Catalogue.kubernetes();
        if (today.all().stream().anyMatch(type -> type.apiVersion().equals(apiVersion))) {
            if (!on) {
                throw alwaysServed(key);
            }
            return;
        }
        List<RetiredVersion> retired = RetiredVersions.kubernetes().all();
        boolean known = today.groups().contains(group)
                || retired.stream().anyMatch(version -> version.type().group().equals(group));
        if (!known) {
            throw new IllegalArgumentException("unknown api groups " + group);
        }
        if (retired.stream().noneMatch(version -> isMeant(version.type(), key))) {
            throw new IllegalArgumentException("group version " + key + " that has not been registered");
        }
    }

    private static IllegalArgumentException alwaysServed(String key) {
        return new IllegalArgumentException(key + "=false (expected: true; the versions of today are always served)");
    }

    private static boolean isMeant(ResourceType type, String key) {
        return key.equals(type.apiVersion()) || key.equals(type.apiVersion() + "/" + type.plural());
    }

    /** The retired versions to serve. They are read only when there may be any. */
    public List<RetiredVersion> retired() {
        return switches.containsValue(true)
                ? RetiredVersions.kubernetes().all().stream()
                        .filter(version -> isOn(version.type()))
                        .toList()
                : List.of();
    }

    private boolean isOn(ResourceType type) {
        boolean on = switches.getOrDefault(ALL, false);
        on = switches.getOrDefault("api/beta", on);
        on = switches.getOrDefault(LEGACY, on);
        on = switches.getOrDefault(type.apiVersion(), on);
        return switches.getOrDefault(type.apiVersion() + "/" + type.plural(), on);
    }
}
