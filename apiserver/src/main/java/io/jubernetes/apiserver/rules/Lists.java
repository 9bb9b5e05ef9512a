package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.rules.Rule.Check;
import io.jubernetes.apiserver.validation.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Words about lists and maps as a whole. */
final class Lists {

    private static final String ITEM = "item";

    private Lists() {}

    /**
     * No two items are the same, or the same in all of some fields. Items without the fields do not count.
     *
     * @param arguments the fields; {@code item} before one names the item even if it is one field that makes it a duplicate
     */
    static void unique(Spot spot, List<String> arguments) {
        boolean item = arguments.contains(ITEM);
        List<String> fields = item ? arguments.subList(1, arguments.size()) : arguments;
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < spot.value().size(); i++) {
            JsonNode key = key(spot.value().get(i), fields);
            if (Trees.isBlank(key) || seen.add(key)) {
                continue;
            }
            Path path = spot.path().item(i);
            boolean field = fields.size() == 1 && !item;
            spot.problems().duplicate((field ? path.field(fields.getFirst()) : path).toString(), key);
        }
    }

    private static JsonNode key(JsonNode item, List<String> fields) {
        if (fields.isEmpty()) {
            return item;
        }
        if (fields.size() == 1) {
            return Trees.at(item, fields.getFirst());
        }
        ObjectNode key = Trees.empty();
        fields.stream().filter(item::has).forEach(field -> key.set(field, item.path(field)));
        return key.size() == fields.size() ? key : Trees.empty();
    }

    static void atMost(Spot spot, int max, String text) {
        int size = spot.value().size();
        if (size > max && text.isEmpty()) {
            spot.problems().tooMany(spot.path().toString(), size, max);
        } else if (size > max) {
            spot.invalid(text);
        }
    }

    static Check keys(Function<String, List<String>> form) {
        return spot -> spot.value().properties().forEach(entry -> {
            String key = entry.getKey();
            spot.problems().invalid(spot.path().key(key).toString(), key, form.apply(key));
        });
    }
}
