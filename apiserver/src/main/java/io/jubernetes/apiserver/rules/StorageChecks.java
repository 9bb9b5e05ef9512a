package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Volumes of the cluster and claims on them. */
final class StorageChecks {

    private StorageChecks() {}

    static void alone(Spot modes) {
        List<String> given =
                modes.value().valueStream().map(JsonNode::asText).distinct().toList();
        if (given.size() > 1 && given.contains("ReadWriteOncePod")) {
            modes.forbidden("may not use ReadWriteOncePod with other access modes");
        }
    }

    static void onlyStorage(Spot capacity) {
        if (!capacity.value().has("storage") || capacity.value().size() > 1) {
            String given =
                    capacity.value().isMissingNode() ? "{}" : capacity.value().toString();
            capacity.problems().notSupported(capacity.path().toString(), given, List.of("storage"));
        }
    }

    static void claimSize(Spot spec) {
        JsonNode size = Trees.at(spec.value(), "resources.requests.storage");
        String path = spec.path().field("resources").key("storage").toString();
        if (Trees.isBlank(size)) {
            spec.problems().required(path);
        } else if (Quantities.of(size).compareTo(Quantities.ZERO) <= 0) {
            spec.problems().invalid(path, size, "must be greater than zero");
        }
    }
}
