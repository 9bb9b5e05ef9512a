package io.jubernetes.client.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kubeconfig file, or several merged into one view. Immutable; what this class does not know is kept. Paths in a file are
 * relative to the file.
 */
public final class Kubeconfig {

    /** The three lists of named entries. */
    public enum Section {
        CLUSTERS("clusters", "cluster"),
        USERS("users", "user"),
        CONTEXTS("contexts", "context");

        private final String list;
        private final String field;

        Section(String list, String field) {
            this.list = list;
            this.field = field;
        }

        /** What one entry is called, for messages. */
        public String singular() {
            return field;
        }
    }

    /**
     * A named entry.
     *
     * @param value not to be changed
     * @param directory what relative paths in it are relative to
     */
    public record Entry(String name, ObjectNode value, Path directory) {

        String text(String field) {
            return value.path(field).asText("");
        }
    }

    private final ObjectNode tree;
    private final List<Path> directories;
    private final Path directory;

    /** @param directories of the entries of a merged view, in their order: clusters, users, contexts; empty for one file's */
    private Kubeconfig(ObjectNode tree, Path directory, List<Path> directories) {
        this.tree = tree;
        this.directory = directory;
        this.directories = directories;
    }

    /** A config that says nothing. */
    public static Kubeconfig empty() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "v1").put("kind", "Config");
        return new Kubeconfig(tree, Path.of("").toAbsolutePath(), List.of());
    }

    /** The config in a file. */
    public static Kubeconfig load(Path file) throws IOException {
        return KubeconfigFile.read(file);
    }

    static Kubeconfig of(ObjectNode tree, Path directory) {
        return new Kubeconfig(tree, directory, List.of());
    }

    /** One view of several: of entries with the same name, and of current contexts, the first counts. */
    public static Kubeconfig merge(List<Kubeconfig> configs) {
        ObjectNode merged = empty().tree;
        List<Path> directories = new ArrayList<>();
        for (Section section : Section.values()) {
            ArrayNode all = merged.putArray(section.list);
            List<String> names = new ArrayList<>();
            for (Kubeconfig config : configs) {
                for (Entry entry : config.entries(section)) {
                    if (!names.contains(entry.name())) {
                        names.add(entry.name());
                        all.addObject().put("name", entry.name()).set(section.field, entry.value());
                        directories.add(entry.directory());
                    }
                }
            }
        }
        String current = configs.stream()
                .map(Kubeconfig::currentContext)
                .filter(c -> !c.isEmpty())
                .findFirst()
                .orElse("");
        merged.put("current-context", current);
        return new Kubeconfig(merged, Path.of("").toAbsolutePath(), directories);
    }

    /** Empty when there is none. */
    public String currentContext() {
        return tree.path("current-context").asText("");
    }

    /** The entries of a section, in the file's order. */
    public List<Entry> entries(Section section) {
        List<Entry> entries = new ArrayList<>();
        int index = offset(section);
        for (JsonNode item : tree.path(section.list)) {
            Path base = directories.isEmpty() ? directory : directories.get(index++);
            ObjectNode value = item.path(section.field) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
            entries.add(new Entry(item.path("name").asText(""), value, base));
        }
        return entries;
    }

    public Optional<Entry> find(Section section, String name) {
        return entries(section).stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** This config with an entry added, or replaced where one of this name is. */
    public Kubeconfig with(Section section, String name, ObjectNode value) {
        ObjectNode changed = tree.deepCopy();
        ObjectNode item = entryOf(changed.withArray(section.list), name);
        if (item == null) {
            item = changed.withArray(section.list).addObject().put("name", name);
        }
        item.set(section.field, value.deepCopy());
        return of(changed, directory);
    }

    /** This config without an entry, if it is there. */
    public Kubeconfig without(Section section, String name) {
        ObjectNode changed = tree.deepCopy();
        ArrayNode items = changed.withArray(section.list);
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i).path("name").asText("").equals(name)) {
                items.remove(i);
            }
        }
        return of(changed, directory);
    }

    public Kubeconfig withCurrentContext(String context) {
        ObjectNode changed = tree.deepCopy();
        changed.put("current-context", context);
        return of(changed, directory);
    }

    /** A copy of all that the file says. */
    public ObjectNode toTree() {
        return tree.deepCopy();
    }

    /** Writes the file as a whole or not at all, readable only for its owner. */
    public void write(Path file) throws IOException {
        KubeconfigFile.write(file, tree);
    }

    private int offset(Section section) {
        int offset = 0;
        for (Section before : Section.values()) {
            if (before == section) {
                break;
            }
            offset += tree.path(before.list).size();
        }
        return offset;
    }

    private static @Nullable ObjectNode entryOf(ArrayNode items, String name) {
        for (JsonNode item : items) {
            if (item instanceof ObjectNode object
                    && object.path("name").asText("").equals(name)) {
                return object;
            }
        }
        return null;
    }
}
