package io.jubernetes.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads manifests from where {@code -f} points: files, directories, URLs, the standard input. */
public final class Manifests {

    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

    private final InputStream standardInput;

    public Manifests(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * All objects, Lists taken apart, in the order in which they were written.
     *
     * @throws CommandException when something cannot be read
     */
    public List<Manifest> read(List<String> sources, boolean recursive) {
        List<Manifest> manifests = new ArrayList<>();
        for (String source : sources) {
            if (source.equals("-")) {
                decode(bytes("STDIN", standardInput), "STDIN", manifests);
            } else if (source.startsWith("http://") || source.startsWith("https://")) {
                decode(fetch(source), source, manifests);
            } else {
                files(Path.of(source), recursive).forEach(file -> decode(bytes(file), file.toString(), manifests));
            }
        }
        if (manifests.isEmpty()) {
            throw new CommandException("error: no objects passed to apply");
        }
        return manifests;
    }

    private static List<Path> files(Path path, boolean recursive) {
        if (!Files.exists(path)) {
            throw new CommandException("error: the path \"" + path + "\" does not exist");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path, recursive ? Integer.MAX_VALUE : 1)) {
            List<Path> files = below.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new CommandException(
                        "error: error reading [" + path + "]: recognized file extensions are [.json .yaml .yml]");
            }
            return files;
        } catch (IOException e) {
            throw new CommandException("error: error reading " + path + ": " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException("error: open " + file + ": " + e.getMessage());
        }
    }

    private static byte[] bytes(String name, InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CommandException("error: reading " + name + ": " + e.getMessage());
        }
    }

    private static byte[] fetch(String url) {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return in.readAllBytes();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("error: unable to read URL \"" + url + "\": " + e.getMessage());
        }
    }

    private static void decode(byte[] body, String source, List<Manifest> into) {
        try {
            for (DecodedObject decoded : Yaml.decodeAll(body)) {
                add(decoded.object(), source, into);
            }
        } catch (ApiException e) {
            throw new CommandException("error: error parsing " + source + ": " + e.getMessage());
        }
    }

    private static void add(ObjectNode object, String source, List<Manifest> into) {
        if (object.path("kind").asText("").isEmpty()) {
            throw new CommandException(
                    "error: unable to decode \"" + source + "\": Object 'Kind' is missing in '" + object + "'");
        }
        if (object.path("apiVersion").asText("").isEmpty()) {
            throw new CommandException(
                    "error: unable to decode \"" + source + "\": Object 'apiVersion' is missing in '" + object + "'");
        }
        boolean list = object.path("kind").asText().endsWith("List")
                && object.path("items").isArray();
        if (!list) {
            into.add(new Manifest(object, source));
            return;
        }
        for (JsonNode item : object.path("items")) {
            if (item instanceof ObjectNode inner) {
                add(inner, source, into);
            }
        }
    }
}
