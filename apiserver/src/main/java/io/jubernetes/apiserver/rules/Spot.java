package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Problems;
import java.util.List;

/**
 * A value that a rule is asked about.
 *
 * @param owner the object that has it
 * @param before what stood there before the update; missing when nothing did, or nothing is known of it
 */
record Spot(JsonNode owner, JsonNode value, JsonNode before, Path path, Visit visit) {

    /**
     * What one validation is about.
     *
     * @param object the whole object
     * @param update whether there is a previous object
     */
    record Visit(JsonNode object, boolean update, Problems problems) {}

    Problems problems() {
        return visit.problems();
    }

    String text() {
        return value.asText("");
    }

    void invalid(String why) {
        problems().invalid(path.toString(), value, why);
    }

    void invalid(List<String> whys) {
        whys.forEach(this::invalid);
    }

    void required(String why) {
        problems().required(path.toString(), why);
    }

    void forbidden(String why) {
        problems().forbidden(path.toString(), why);
    }

    Spot field(String name) {
        return new Spot(value, value.path(name), before.path(name), path.field(name), visit);
    }

    Spot item(int index) {
        return new Spot(value, value.path(index), before.path(index), path.item(index), visit);
    }

    Spot entry(String key) {
        return new Spot(value, value.path(key), before.path(key), path.key(key), visit);
    }
}
