package io.jubernetes.apiserver.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rules of each type. A group's file is read when the first of its types is asked for, and a type's rules are understood
 * when it is.
 */
final class RuleFiles {

    private final Map<String, Map<String, List<String>>> files = new ConcurrentHashMap<>();
    private final Map<String, List<Rule>> rules = new ConcurrentHashMap<>();

    /** @param type for instance {@code io.k8s.api.core.v1.Pod} */
    List<Rule> of(String type) {
        List<Rule> known = rules.get(type);
        if (known != null) {
            return known;
        }
        List<Rule> read = RuleParser.parse(lines(type));
        rules.put(type, read);
        return read;
    }

    private List<String> lines(String type) {
        String[] name = type.split("\\.");
        if (name.length < 3) {
            return List.of();
        }
        String group = name[name.length - 3];
        Map<String, List<String>> file = files.get(group);
        if (file == null) {
            file = read(group);
            files.put(group, file);
        }
        return file.getOrDefault(name[name.length - 2] + "." + name[name.length - 1], List.of());
    }

    private static Map<String, List<String>> read(String group) {
        try (InputStream in = RuleFiles.class.getResourceAsStream("/rules/" + group + ".rules")) {
            return in == null ? Map.of() : sections(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> sections(String text) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> types = List.of();
        for (String line : text.split("\n")) {
            if (line.startsWith("[")) {
                types = List.of(line.substring(1, line.indexOf(']')).split(" "));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                for (String type : types) {
                    String key = type.contains(".") ? type : "v1." + type;
                    sections.computeIfAbsent(key, t -> new ArrayList<>()).add(line.strip());
                }
            }
        }
        return sections;
    }
}
