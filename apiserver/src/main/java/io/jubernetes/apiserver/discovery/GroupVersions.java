package io.jubernetes.apiserver.discovery;

import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.conversion.Conversion;
import io.jubernetes.apiserver.surface.RemoteVersion;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which groups and versions there are, this server's and those of others, in the order in which clients try them. */
final class GroupVersions {

    private static final int BUILT_IN = 20_000;
    private static final int CUSTOM = 1_000;

    private final ServedTypes types;
    private final Catalogue catalogue;
    private final Map<String, RemoteVersion> remotes = new LinkedHashMap<>();

    GroupVersions(ServedTypes types) {
        this.types = types;
        this.catalogue = types.catalogue();
        types.remotes().stream()
                .sorted(Comparator.comparingInt(RemoteVersion::versionPriority).reversed())
                .forEach(remote -> remotes.put(remote.group() + "/" + remote.version(), remote));
    }

    Catalogue catalogue() {
        return catalogue;
    }

    List<String> verbs(ResourceType type) {
        return types.verbs(type);
    }

    /** By which clients tell whether resources lie in the store as the same; empty for what is not stored. */
    String storageHash(ResourceType type) {
        ServedTypes.CustomType custom = types.custom(type);
        if (custom != null) {
            return Document.shortHash(type.group() + "/" + custom.storedAs() + "/" + type.kind());
        }
        String storedAs = type.allows("create") ? Conversion.storedAs(type) : "";
        return catalogue.all().stream()
                .filter(one -> one.groupResource().equals(storedAs) && one.allows("list"))
                .findFirst()
                .map(one -> Document.shortHash(one.group() + "/" + one.version() + "/" + one.kind()))
                .orElse("");
    }

    /** All groups but the core group. */
    List<String> named() {
        Set<String> groups = new LinkedHashSet<>(catalogue.groups());
        remotes.values().forEach(remote -> groups.add(remote.group()));
        groups.remove("");
        if (remotes.isEmpty()) {
            return List.copyOf(groups);
        }
        Set<String> builtIn = Catalogue.kubernetes().groups();
        return groups.stream()
                .sorted(Comparator.comparingInt((String group) -> priority(group, builtIn))
                        .reversed())
                .toList();
    }

    private int priority(String group, Set<String> builtIn) {
        return builtIn.contains(group)
                ? BUILT_IN
                : remotes.values().stream()
                        .filter(remote -> remote.group().equals(group))
                        .mapToInt(RemoteVersion::groupPriority)
                        .max()
                        .orElse(CUSTOM);
    }

    /** The versions of a group, the preferred one first. */
    List<String> versions(String group) {
        List<String> versions = new ArrayList<>(catalogue.versions(group));
        for (RemoteVersion remote : remotes.values()) {
            if (remote.group().equals(group) && !versions.contains(remote.version())) {
                versions.add(remote.version());
            }
        }
        return versions;
    }

    /** Null when this server serves it. */
    @Nullable
    RemoteVersion remote(String group, String version) {
        return remotes.get(group + "/" + version);
    }
}
