package io.jubernetes.apiserver.virtual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Users as reviews write them. */
final class Users {

    private Users() {}

    /** From the spec of an access review. */
    static UserInfo read(JsonNode spec) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        spec.path("extra").properties().forEach(e -> extra.put(e.getKey(), texts(e.getValue())));
        return new UserInfo(
                spec.path("user").asText(""), spec.path("uid").asText(""), texts(spec.path("groups")), extra);
    }

    static void write(ObjectNode to, UserInfo user) {
        to.put("username", user.name());
        if (!user.uid().isEmpty()) {
            to.put("uid", user.uid());
        }
        user.groups().forEach(to.putArray("groups")::add);
        if (!user.extra().isEmpty()) {
            ObjectNode extra = to.putObject("extra");
            new TreeMap<>(user.extra()).forEach((key, values) -> values.forEach(extra.putArray(key)::add));
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
