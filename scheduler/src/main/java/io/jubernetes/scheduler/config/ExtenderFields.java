package io.jubernetes.scheduler.config;

import io.jubernetes.client.config.TlsSettings;
import io.jubernetes.scheduler.extender.ExtenderSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the extenders of a configuration. */
final class ExtenderFields {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> ignoredResources = new ArrayList<>();

    /** The resources that only extenders count. */
    List<String> ignoredResources() {
        return ignoredResources;
    }

    List<ExtenderSpec> read(Fields fields) {
        List<ExtenderSpec> all = fields.list("extenders", this::extender);
        if (all.stream().filter(spec -> !spec.verbs().bind().isEmpty()).count() > 1) {
            throw fields.invalid("extenders", "only one extender can implement bind");
        }
        return all;
    }

    private ExtenderSpec extender(Fields fields) {
        ExtenderSpec.Verbs verbs = new ExtenderSpec.Verbs(
                fields.text("filterVerb", ""),
                fields.text("prioritizeVerb", ""),
                fields.text("preemptVerb", ""),
                fields.text("bindVerb", ""));
        int weight = fields.number("weight", 1, 0, Integer.MAX_VALUE / 100);
        if (!verbs.prioritize().isEmpty() && weight == 0) {
            throw fields.invalid("weight", "must have a positive weight applied to it");
        }
        List<String> managed = fields.list("managedResources", resource -> {
            String name = resource.text("name", "");
            if (resource.flag("ignoredByScheduler")) {
                ignoredResources.add(name);
            }
            return name;
        });
        return new ExtenderSpec(
                url(fields),
                verbs,
                weight,
                tls(fields),
                timeout(fields),
                fields.flag("nodeCacheCapable"),
                managed,
                fields.flag("ignorable"));
    }

    private static URI url(Fields fields) {
        String prefix = fields.text("urlPrefix", "");
        boolean secure = fields.flag("enableHTTPS");
        try {
            URI url = URI.create(prefix.contains("://") ? prefix : (secure ? "https://" : "http://") + prefix);
            if (!prefix.isEmpty() && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw fields.invalid("urlPrefix", String.valueOf(e.getMessage()));
        }
        throw fields.invalid("urlPrefix", "Required value: must be a URL with a host");
    }

    private static Duration timeout(Fields fields) {
        String text = fields.text("httpTimeout", "");
        if (text.isEmpty()) {
            return PATIENCE;
        }
        try {
            // Go's 1m30s is ISO's PT1M30S but for the letters' case
            return text.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse("PT" + text);
        } catch (java.time.DateTimeException | NumberFormatException e) {
            throw fields.invalid("httpTimeout", "Invalid value: \"" + text + "\"");
        }
    }

    private static TlsSettings tls(Fields fields) {
        Fields tls = fields.object("tlsConfig");
        tls.ignore("serverName");
        TlsSettings settings = new TlsSettings(
                pem(tls, "caData", "caFile"),
                tls.flag("insecure"),
                pem(tls, "certData", "certFile"),
                pem(tls, "keyData", "keyFile"));
        tls.end();
        return settings;
    }

    private static @Nullable String pem(Fields fields, String data, String file) {
        String encoded = fields.text(data, "");
        String path = fields.text(file, "");
        try {
            if (!encoded.isEmpty()) {
                return new String(
                        java.util.Base64.getDecoder().decode(encoded), java.nio.charset.StandardCharsets.US_ASCII);
            }
            return path.isEmpty() ? null : Files.readString(Path.of(path));
        } catch (IllegalArgumentException | IOException e) {
            throw fields.invalid(encoded.isEmpty() ? file : data, String.valueOf(e.getMessage()));
        }
    }
}
