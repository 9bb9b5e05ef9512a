package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.watchcache.FieldIndex.SelectableField;
import java.util.ArrayList;
import java.util.List;

/** Which fields selectors may name, for each resource. */
final class SelectableFields {

    private static final List<String> POD = List.of(
            "spec.nodeName",
            "spec.host=spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork:false",
            "status.phase",
            "status.podIP",
            "status.podIPs",
            "status.nominatedNodeName");
    private static final List<String> EVENT = List.of(
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source=source.component",
            "type");

    private SelectableFields() {}

    static List<SelectableField> of(ResourceType type) {
        List<SelectableField> fields = new ArrayList<>();
        fields.add(new SelectableField("metadata.name", "metadata.name", ""));
        if (type.namespaced()) {
            fields.add(new SelectableField("metadata.namespace", "metadata.namespace", ""));
        }
        particular(type).forEach(text -> fields.add(parse(text)));
        return fields;
    }

    /** What upstream says of a field that no selector may name; kinds without fields of their own have words of their own. */
    static String unsupported(ResourceType type, String field) {
        return particular(type).isEmpty()
                ? "\"" + field + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                : "field label not supported: " + field;
    }

    private static List<String> particular(ResourceType type) {
        return switch (type.groupResource()) {
            case "pods" -> POD;
            case "events" -> EVENT;
            case "nodes" -> List.of("spec.unschedulable:false");
            case "namespaces" -> List.of("name=metadata.name", "status.phase");
            case "secrets" -> List.of("type");
            case "services" -> List.of("spec.clusterIP", "spec.type");
            case "replicationcontrollers", "replicasets.apps" -> List.of("status.replicas:0");
            case "jobs.batch" -> List.of("status.successful=status.succeeded:0");
            case "certificatesigningrequests.certificates.k8s.io" -> List.of("spec.signerName");
            case "resourceslices.resource.k8s.io" -> List.of("spec.nodeName", "spec.driver");
            default -> List.of();
        };
    }

    /** {@code label}, {@code label=path}, either with {@code :value} when absent. */
    private static SelectableField parse(String text) {
        int colon = text.indexOf(':');
        String names = colon < 0 ? text : text.substring(0, colon);
        String absent = colon < 0 ? "" : text.substring(colon + 1);
        int equals = names.indexOf('=');
        return equals < 0
                ? new SelectableField(names, names, absent)
                : new SelectableField(names.substring(0, equals), names.substring(equals + 1), absent);
    }
}
