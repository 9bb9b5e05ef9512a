package io.jubernetes.cli.verb.create;

import io.jubernetes.cli.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The data of ConfigMaps and Secrets: from literals, files, directories and files of variables. */
final class KeyValueOptions {

    @Option(names = "--from-literal", paramLabel = "KEY=VALUE", description = "A key and its value.")
    private List<String> literals = new ArrayList<>();

    @Option(
            names = "--from-file",
            paramLabel = "[KEY=]FILE",
            description = "A file, its name as key; or all files of a directory.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--from-env-file", paramLabel = "FILE", description = "A file with lines of NAME=VALUE.")
    private List<String> variableFiles = new ArrayList<>();

    /** All keys with their values, by key. */
    Map<String, byte[]> read() {
        if (!variableFiles.isEmpty() && (!files.isEmpty() || !literals.isEmpty())) {
            throw new CommandException("error: from-env-file cannot be combined with from-file or from-literal");
        }
        Map<String, byte[]> data = new TreeMap<>();
        files.forEach(source -> file(source, data));
        for (String literal : literals) {
            int equals = literal.indexOf('=');
            if (equals <= 0) {
                throw new CommandException("error: invalid literal source " + literal + ", expected key=value");
            }
            put(
                    data,
                    literal.substring(0, equals),
                    literal.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
        }
        variableFiles.forEach(source -> variables(source, data));
        return data;
    }

    private static void file(String source, Map<String, byte[]> data) {
        int equals = source.indexOf('=');
        Path path = Path.of(equals < 0 ? source : source.substring(equals + 1));
        if (!Files.exists(path)) {
            throw new CommandException("error: error reading " + path + ": no such file or directory");
        }
        if (Files.isDirectory(path)) {
            if (equals >= 0) {
                throw new CommandException("error: cannot give a key name for a directory path");
            }
            directory(path, data);
            return;
        }
        put(data, equals < 0 ? fileName(path) : source.substring(0, equals), bytes(path));
    }

    private static void directory(Path directory, Map<String, byte[]> data) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> put(data, fileName(file), bytes(file)));
        } catch (IOException e) {
            throw new CommandException("error: error listing files in " + directory + ": " + e.getMessage());
        }
    }

    private static void variables(String source, Map<String, byte[]> data) {
        String text = new String(bytes(Path.of(source)), StandardCharsets.UTF_8);
        for (String line : text.split("\\R")) {
            String stripped = line.stripLeading();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int equals = stripped.indexOf('=');
            String name = equals < 0 ? stripped : stripped.substring(0, equals);
            // a name alone takes its value from the caller's environment
            String value = equals < 0 ? System.getenv().getOrDefault(name, "") : stripped.substring(equals + 1);
            put(data, name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void put(Map<String, byte[]> data, String key, byte[] value) {
        if (!key.matches("[-._a-zA-Z0-9]+") || key.equals(".") || key.equals("..")) {
            throw new CommandException(
                    "error: \"" + key + "\" is not a valid key name: a valid config key must consist of "
                            + "alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex "
                            + "used for validation is '[-._a-zA-Z0-9]+')");
        }
        if (data.putIfAbsent(key, value) != null) {
            throw new CommandException(
                    "error: cannot add key \"" + key + "\", another key by that name already exists");
        }
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException("error: error reading " + file + ": no such file or directory");
        }
    }
}
