package io.jubernetes.cli.discovery;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers on disk for some hours what a server serves, as kubectl does: most commands then make one request. Whoever does not
 * find a resource in it asks the server again.
 */
public interface DiscoveryCache {

    /** Remembers nothing. */
    DiscoveryCache NONE = new DiscoveryCache() {
        @Override
        public @Nullable List<ApiResource> load() {
            return null;
        }

        @Override
        public void save(List<ApiResource> resources) {
            // nothing is remembered
        }
    };

    /** What is remembered; null when that is nothing, or too old. */
    @Nullable
    List<ApiResource> load();

    void save(List<ApiResource> resources);

    /** A file for each server under a directory. */
    static DiscoveryCache of(Path directory, String address, Environment environment) {
        String name = address.replaceAll("[^a-zA-Z0-9.-]", "_");
        return new OnDisk(directory.resolve("jubectl").resolve(name), environment);
    }

    /** One line for each resource; read without a JSON parser, which would have to be started first. */
    final class OnDisk implements DiscoveryCache {

        private static final String FORMAT = "jubectl discovery 1";
        private static final Duration GOOD_FOR = Duration.ofHours(6);

        private final Path file;
        private final Environment environment;

        OnDisk(Path file, Environment environment) {
            this.file = file;
            this.environment = environment;
        }

        @Override
        public @Nullable List<ApiResource> load() {
            try {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                if (written.plus(GOOD_FOR).isBefore(environment.now())) {
                    return null;
                }
                return read(Files.readString(file).split("\n"));
            } catch (IOException e) {
                return null; // not there, or not ours to read: the server is asked
            }
        }

        private static @Nullable List<ApiResource> read(String[] lines) {
            if (!lines[0].equals(FORMAT)) {
                return null;
            }
            List<ApiResource> resources = new ArrayList<>(lines.length);
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split("\t", -1);
                if (parts.length != 9) {
                    return null;
                }
                resources.add(new ApiResource(
                        parts[0],
                        parts[1],
                        parts[2],
                        parts[3],
                        parts[4],
                        parts[5].equals("true"),
                        words(parts[6]),
                        words(parts[7]),
                        words(parts[8])));
            }
            return resources;
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split(","));
        }

        @Override
        public void save(List<ApiResource> resources) {
            StringBuilder text = new StringBuilder(FORMAT).append('\n');
            for (ApiResource r : resources) {
                text.append(String.join("\t", r.group(), r.version(), r.plural(), r.singular(), r.kind()))
                        .append('\t')
                        .append(r.namespaced())
                        .append('\t')
                        .append(String.join(",", r.shortNames()))
                        .append('\t')
                        .append(String.join(",", r.categories()))
                        .append('\t')
                        .append(String.join(",", r.verbs()))
                        .append('\n');
            }
            try {
                Files.createDirectories(file.getParent());
                Path fresh = Files.createTempFile(file.getParent(), "fresh", "");
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                return; // a home that cannot be written costs time at each call, nothing else
            }
        }
    }
}
