package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The versions of kinds that Kubernetes served once, for those who still have objects written in them. Nothing of them is read
 * before it is asked for. Immutable.
 */
public final class RetiredVersions {

    private static volatile boolean read;

    private final JsonNode file = ApiResources.tree(ApiResources.RETIRED);
    private final Catalogue today = Catalogue.kubernetes();
    private final RetiredTypes types = new RetiredTypes(file);
    private final Schema schema = new Schema(types::read, types::original);
    private final List<RetiredVersion> all = new ArrayList<>();

    private RetiredVersions() {
        file.path("versions").properties().forEach(version -> {
            for (Map.Entry<String, JsonNode> kind :
                    version.getValue().path("kinds").properties()) {
                all.add(read(
                        version.getKey(),
                        kind.getKey(),
                        kind.getValue(),
                        version.getValue().path("scale")));
            }
        });
    }

    public static RetiredVersions kubernetes() {
        return Kubernetes.RETIRED;
    }

    private static final class Kubernetes {
        private static final RetiredVersions RETIRED = new RetiredVersions();

        static {
            read = true;
        }
    }

    /** Whether anybody has asked for them yet: who has not serves none. */
    public static boolean areRead() {
        return read;
    }

    public List<RetiredVersion> all() {
        return List.copyOf(all);
    }

    /** The types of these versions besides those of today. */
    public Schema schema() {
        return schema;
    }

    /** What Kubernetes serves today with some of these behind it. */
    public Catalogue catalogue(Collection<RetiredVersion> served) {
        List<String> groups = new ArrayList<>(today.groups());
        for (Map.Entry<String, JsonNode> group : file.path("groups").properties()) {
            groups.add(groups.indexOf(group.getValue().asText()) + 1, group.getKey());
        }
        List<ResourceType> resources = new ArrayList<>(today.all());
        served.forEach(version -> resources.add(version.type()));
        resources.sort(Comparator.comparingInt(type -> groups.indexOf(type.group())));
        return new Catalogue(schema, resources);
    }

    private RetiredVersion read(String apiVersion, String kind, JsonNode said, JsonNode scale) {
        String successorVersion = said.path("successor").asText();
        ResourceType successor = Objects.requireNonNull(today.findKind(successorVersion, kind));
        String use = said.path("use").asText(successorVersion + " " + kind);
        boolean ownScale = successor.subresource("scale") != null && !scale.isMissingNode();
        String ofScale = ownScale
                ? warning(apiVersion + " Scale", scale, scale.path("use").asText())
                : "";
        return new RetiredVersion(
                type(apiVersion, successor, ownScale),
                successor,
                warning(apiVersion + " " + kind, said, use),
                ofScale,
                said.path("selector").asText().equals("free"),
                TypeReader.strings(said.path("differences")));
    }

    private static String warning(String what, JsonNode said, String use) {
        return what + " is deprecated in v" + said.path("deprecated").asText() + "+, unavailable in v"
                + said.path("removed").asText() + "+" + (use.isEmpty() ? "" : "; use " + use);
    }

    /** Short names and categories are for the versions of today: else commands would find everything twice. */
    private static ResourceType type(String apiVersion, ResourceType successor, boolean ownScale) {
        String group = apiVersion.substring(0, apiVersion.indexOf('/'));
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        String name = RetiredTypes.packageOf(apiVersion) + ".";
        List<Subresource> subresources = successor.subresources().stream()
                .map(part -> {
                    boolean own = ownScale || !part.name().equals("scale");
                    String type = part.name().equals("scale") ? "Scale" : successor.kind();
                    return own ? new Subresource(part.name(), group, version, type, part.verbs(), name + type) : part;
                })
                .toList();
        return new ResourceType(
                group,
                version,
                successor.kind(),
                successor.listKind(),
                successor.plural(),
                successor.singular(),
                List.of(),
                List.of(),
                successor.namespaced(),
                successor.verbs(),
                subresources,
                name + successor.kind());
    }
}
