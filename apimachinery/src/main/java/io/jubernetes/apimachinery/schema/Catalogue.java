package io.jubernetes.apimachinery.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resources that are served, and the schema of their types. Immutable. */
public final class Catalogue {

    private final Schema schema;
    private final List<ResourceType> resources;
    private final Map<String, ResourceType> byPlural = new LinkedHashMap<>();
    private final Map<String, ResourceType> byKind = new LinkedHashMap<>();

    /**
     * @param resources in the order of discovery; of a group's versions the preferred one first
     */
    public Catalogue(Schema schema, Collection<ResourceType> resources) {
        this.schema = schema;
        this.resources = List.copyOf(resources);
        for (ResourceType type : resources) {
            byPlural.put(key(type.group(), type.version(), type.plural()), type);
            byKind.put(key(type.group(), type.version(), type.kind()), type);
        }
    }

    /** What Kubernetes itself serves when nothing is switched on or off. */
    public static Catalogue kubernetes() {
        return Kubernetes.CATALOGUE;
    }

    /** This catalogue with more resources behind its own; what it has already stays as it is. */
    public Catalogue with(Collection<ResourceType> more) {
        List<ResourceType> all = new ArrayList<>(resources);
        more.stream()
                .filter(type -> find(type.group(), type.version(), type.plural()) == null)
                .forEach(all::add);
        return new Catalogue(schema, all);
    }

    private static final class Kubernetes {
        private static final Catalogue CATALOGUE = new Catalogue(Schema.kubernetes(), CatalogueReader.read());
    }

    /** All resources: groups in the order of discovery, the preferred version of each group first. */
    public List<ResourceType> all() {
        return resources;
    }

    public Schema schema() {
        return schema;
    }

    /** The resource at a path, or null when it is not served. */
    public @Nullable ResourceType find(String group, String version, String plural) {
        return byPlural.get(key(group, version, plural));
    }

    /** The resource of a kind, or null when it is not served. */
    public @Nullable ResourceType findKind(String group, String version, String kind) {
        return byKind.get(key(group, version, kind));
    }

    /** As {@link #findKind(String, String, String)}, with group and version as objects write them. */
    public @Nullable ResourceType findKind(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? findKind("", apiVersion, kind)
                : findKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** Of characters that no part has in it. */
    private static String key(String group, String version, String name) {
        return String.join("/", group, version, name);
    }

    /** The groups in the order of discovery, the core group (empty) first. */
    public Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        resources.forEach(r -> groups.add(r.group()));
        return Collections.unmodifiableSet(groups);
    }

    /** The versions of a group, the preferred one first. */
    public List<String> versions(String group) {
        return resources.stream()
                .filter(r -> r.group().equals(group))
                .map(ResourceType::version)
                .distinct()
                .toList();
    }
}
