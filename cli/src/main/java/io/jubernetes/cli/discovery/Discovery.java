package io.jubernetes.cli.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the server serves, in its order of preference; asked when first needed and not remembered. Used by one thread. */
public final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private final Server server;
    private final DiscoveryCache cache;
    private @Nullable List<ApiResource> resources;
    private boolean fresh;

    public Discovery(Server server, DiscoveryCache cache) {
        this.server = server;
        this.cache = cache;
    }

    /** Every resource in every version; of one group and resource the preferred version comes first. */
    public List<ApiResource> all() {
        List<ApiResource> known = resources == null ? cache.load() : resources;
        resources = known;
        return known == null ? refreshed() : known;
    }

    /** As {@link #all()}, but asked now. */
    public List<ApiResource> refreshed() {
        List<ApiResource> asked = new ArrayList<>();
        read("/api", asked);
        read("/apis", asked);
        resources = asked;
        fresh = true;
        cache.save(asked);
        return asked;
    }

    /** Looks a thing up in what is remembered, then in what the server says now. */
    private <T> Optional<T> find(Function<List<ApiResource>, Optional<T>> search) {
        Optional<T> found = search.apply(all());
        return found.isPresent() || fresh ? found : search.apply(refreshed());
    }

    /** The resources in their preferred version only. */
    public List<ApiResource> preferred() {
        List<ApiResource> first = new ArrayList<>();
        for (ApiResource resource : all()) {
            boolean older = first.stream()
                    .anyMatch(r ->
                            r.group().equals(resource.group()) && r.plural().equals(resource.plural()));
            if (!older) {
                first.add(resource);
            }
        }
        return first;
    }

    /**
     * What a person means by a word.
     *
     * @throws CommandException when the server has no such resource
     */
    public ApiResource named(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return find(all -> all.stream().filter(r -> r.isCalled(lower)).findFirst())
                .orElseThrow(
                        () -> new CommandException("error: the server doesn't have a resource type \"" + word + "\""));
    }

    /** The resources of a category such as {@code all}; empty when the word is none. */
    public List<ApiResource> category(String word) {
        return preferred().stream()
                .filter(resource -> resource.categories().contains(word))
                .toList();
    }

    /**
     * The resource of a manifest.
     *
     * @throws CommandException when the server has no such kind
     */
    public ApiResource ofKind(String apiVersion, String kind) {
        return find(all -> all.stream()
                        .filter(r ->
                                r.apiVersion().equals(apiVersion) && r.kind().equals(kind))
                        .findFirst())
                .orElseThrow(() -> new CommandException("no matches for kind \"" + kind + "\" in version \""
                        + apiVersion + "\"\nensure CRDs are installed first"));
    }

    private void read(String path, List<ApiResource> into) {
        for (JsonNode group :
                server.get(path, QueryParameters.EMPTY, AGGREGATED).path("items")) {
            String groupName = group.path("metadata").path("name").asText("");
            for (JsonNode version : group.path("versions")) {
                for (JsonNode resource : version.path("resources")) {
                    into.add(resource(groupName, version.path("version").asText(), resource));
                }
            }
        }
    }

    private static ApiResource resource(String group, String version, JsonNode node) {
        return new ApiResource(
                group,
                version,
                node.path("resource").asText(),
                node.path("singularResource").asText(),
                node.path("responseKind").path("kind").asText(),
                node.path("scope").asText().equals("Namespaced"),
                texts(node.path("shortNames")),
                texts(node.path("categories")),
                texts(node.path("verbs")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
