package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is served at a moment. Immutable: when something else is served, there is another one. */
final class Serving {

    private final Catalogue catalogue;
    private final Map<ResourceType, Resource> resources = new LinkedHashMap<>();
    private final Map<String, Resource> preferred = new LinkedHashMap<>();

    /** @param resources of each group the preferred version first */
    Serving(Catalogue catalogue, Collection<Resource> resources) {
        this.catalogue = catalogue;
        for (Resource resource : resources) {
            this.resources.put(resource.type(), resource);
            preferred.putIfAbsent(resource.type().groupResource(), resource);
        }
    }

    Catalogue catalogue() {
        return catalogue;
    }

    @Nullable
    Resource find(ResourceType type) {
        return resources.get(type);
    }

    /** A resource in the version that its group prefers. */
    @Nullable
    Resource preferred(String group, String plural) {
        return preferred.get(group.isEmpty() ? plural : plural + "." + group);
    }

    Collection<Resource> resources() {
        return resources.values();
    }
}
