package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** Endpoints. */
final class EndpointsStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Problems problems) {
        JsonNode subsets = object.path("subsets");
        for (int i = 0; i < subsets.size(); i++) {
            String path = "subsets[" + i + "]";
            JsonNode subset = subsets.get(i);
            if (subset.path("addresses").isEmpty()
                    && subset.path("notReadyAddresses").isEmpty()) {
                problems.required(path, "must specify `addresses` or `notReadyAddresses`");
            }
            JsonNode ports = subset.path("ports");
            for (int j = 0; j < ports.size(); j++) {
                port(ports.get(j), path + ".ports[" + j + "]", ports.size() > 1, problems);
            }
        }
    }

    private static void port(JsonNode port, String path, boolean named, Problems problems) {
        if (named && Trees.text(port, "name").isEmpty()) {
            problems.required(path + ".name");
        }
        long number = port.path("port").asLong(0);
        Names.portNumber(number).forEach(why -> problems.invalid(path + ".port", number, why));
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }
}
