package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.age;
import static io.jubernetes.apiserver.table.Column.named;
import static io.jubernetes.apiserver.table.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Devices that pods claim. */
final class DeviceColumns {

    private DeviceColumns() {}

    static List<Column> resourceClaims() {
        return List.of(named(), text("State", DeviceColumns::state), age());
    }

    static List<Column> resourceSlices() {
        return List.of(
                named(),
                text("Node", "spec.nodeName", Fields.UNSET),
                text("Driver", "spec.driver"),
                text("Pool", "spec.pool.name"),
                age());
    }

    private static String state(JsonNode claim) {
        List<String> states = new ArrayList<>();
        if (Fields.has(claim, "metadata.deletionTimestamp")) {
            states.add("deleted");
        }
        if (!Fields.has(claim, "status.allocation")) {
            states.add("pending");
        } else {
            states.add("allocated");
            states.add(Fields.items(claim, "status.reservedFor").isEmpty() ? "" : "reserved");
        }
        states.removeIf(String::isEmpty);
        return String.join(",", states);
    }
}
