package io.jubernetes.apimachinery.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.Subresource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read again, for every kind that can travel. */
@Timeout(60)
class RoundTripTest {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private final Schema schema = Schema.kubernetes();
    private final ProtobufCodec codec = ProtobufCodec.kubernetes();

    record Kind(String apiVersion, String kind, String type) {}

    static Stream<Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (ResourceType type : Catalogue.kubernetes().all()) {
            add(kinds, new Kind(type.apiVersion(), type.kind(), type.schemaType()));
            if (type.allows("list")) {
                add(kinds, new Kind(type.apiVersion(), type.listKind(), type.schemaType() + "List"));
            }
            for (Subresource sub : type.subresources()) {
                String group = sub.group().isEmpty() ? "" : sub.group() + "/";
                add(kinds, new Kind(group + sub.version(), sub.kind(), sub.schemaType()));
            }
        }
        add(kinds, new Kind("v1", "Status", META + "Status"));
        add(kinds, new Kind("apps/v1", "DeleteOptions", META + "DeleteOptions"));
        add(kinds, new Kind("meta.k8s.io/v1", "PartialObjectMetadata", META + "PartialObjectMetadata"));
        add(kinds, new Kind("meta.k8s.io/v1", "PartialObjectMetadataList", META + "PartialObjectMetadataList"));
        return kinds.values().stream();
    }

    private static void add(Map<String, Kind> kinds, Kind kind) {
        if (!kind.type().isEmpty() && Schema.kubernetes().find(kind.type()) != null) {
            kinds.putIfAbsent(kind.apiVersion() + kind.kind(), kind);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsObjectsOfEveryKind(Kind kind) {
        List<Boolean> choices = new ArrayList<>(List.of(true));
        for (int i = 0; i < 30; i++) {
            choices.add(false);
        }
        Random random = new Random(kind.hashCode());
        for (boolean all : choices) {
            ObjectNode object = random(kind, random, all);
            assertThat(codec.handles(kind.apiVersion(), kind.kind())).isTrue();
            ObjectNode read = codec.decode(codec.encode(object));
            assertThat(read).isEqualTo(object);
        }
    }

    private ObjectNode random(Kind kind, Random random, boolean all) {
        ObjectNode object = Json.object().put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        object.setAll(new RandomObjects(schema, random).object(schema.type(kind.type()), 0, all));
        return object;
    }

    @Property(tries = 500)
    void keepsWhatJsonKeeps(@ForAll long seed) {
        Random random = new Random(seed);
        List<Kind> all = kinds().toList();
        ObjectNode object = random(all.get(random.nextInt(all.size())), random, false);

        assertThat(codec.decode(codec.encode(object)))
                .isEqualTo(Json.decode(Json.encode(object)).object());
    }

    @Test
    void listsAreWrittenItemByItem() {
        Kind pod = new Kind("v1", "Pod", "io.k8s.api.core.v1.Pod");
        Random random = new Random(1);
        List<ObjectNode> items = List.of(random(pod, random, true), random(pod, random, false));
        ObjectNode metadata = Json.object().put("resourceVersion", "7");

        ObjectNode list = codec.decode(codec.encodeList("v1", "Pod", metadata, items, item -> item));

        assertThat(list.path("kind").asText()).isEqualTo("PodList");
        assertThat(list.path("metadata")).isEqualTo(metadata);
        // items say no version and kind of their own
        items.forEach(item -> item.remove(List.of("apiVersion", "kind")));
        assertThat(list.path("items")).containsExactlyElementsOf(items);
    }
}
