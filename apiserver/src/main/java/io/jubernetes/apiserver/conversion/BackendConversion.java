package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** The backends of an Ingress, which once named a Service by two fields of their own. */
final class BackendConversion implements Conversion {

    @Override
    public void fromStored(ObjectNode object) {
        convert(object, "defaultBackend", "backend", BackendConversion::flatten);
    }

    @Override
    public void toStored(ObjectNode object) {
        convert(object, "backend", "defaultBackend", BackendConversion::nest);
    }

    private static void convert(ObjectNode object, String from, String to, Consumer<ObjectNode> backends) {
        if (!(object.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        JsonNode general = spec.remove(from);
        if (general != null) {
            spec.set(to, general);
        }
        if (general instanceof ObjectNode backend) {
            backends.accept(backend);
        }
        for (JsonNode rule : spec.path("rules")) {
            for (JsonNode path : rule.path("http").path("paths")) {
                if (path.get("backend") instanceof ObjectNode backend) {
                    backends.accept(backend);
                }
            }
        }
    }

    private static void flatten(ObjectNode backend) {
        JsonNode service = backend.remove("service");
        if (service == null) {
            return;
        }
        backend.set("serviceName", service.get("name"));
        JsonNode port = service.path("port");
        backend.set("servicePort", port.path("name").asText().isEmpty() ? port.get("number") : port.get("name"));
        backend.properties().removeIf(field -> field.getValue().isNull());
    }

    private static void nest(ObjectNode backend) {
        JsonNode name = backend.remove("serviceName");
        JsonNode port = backend.remove("servicePort");
        if (name == null && port == null) {
            return;
        }
        ObjectNode service = backend.putObject("service");
        service.set("name", name);
        if (port != null) {
            service.putObject("port").set(port.isTextual() ? "name" : "number", port);
        }
        service.properties().removeIf(field -> field.getValue().isNull());
    }
}
