package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.cel.value.Named;

/** What is kept though no schema describes it; it can only be compared. */
record JsonUnknown(JsonNode node) implements Named {

    @Override
    public String typeName() {
        return "unknown";
    }
}
