package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.admission.AdmissionPlugin.Attributes;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a node may say of itself, and which parts of a claim are its. */
final class NodeChanges {

    private static final List<String> OWN_PARTS =
            List.of("capacity", "conditions", "allocatedResourceStatuses", "allocatedResources");
    private static final List<String> LABELS = List.of(
            "kubernetes.io/hostname",
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "failure-domain.beta.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region",
            "beta.kubernetes.io/instance-type",
            "beta.kubernetes.io/os",
            "beta.kubernetes.io/arch",
            "kubernetes.io/os",
            "kubernetes.io/arch");
    private static final List<String> LABEL_DOMAINS = List.of("kubelet.kubernetes.io", "node.kubernetes.io");

    private NodeChanges() {}

    static ObjectNode bare(ObjectNode claim) {
        ObjectNode bare = claim.deepCopy();
        Trees.metadata(bare).remove(List.of("resourceVersion", "managedFields"));
        Trees.object(bare, "status").remove(OWN_PARTS);
        return bare;
    }

    static @Nullable String problem(String node, Attributes write) {
        if (!write.name().equals(node)) {
            return NodeRestriction.quoted(node) + " is not allowed to modify node \"" + write.name() + "\"";
        }
        ObjectNode before = write.previous() == null ? Trees.empty() : write.previous();
        if (write.operation() == AdmissionPlugin.Operation.UPDATE
                && !Trees.sameMeaning(Trees.at(write.object(), "spec.taints"), Trees.at(before, "spec.taints"))) {
            return NodeRestriction.quoted(node) + " is not allowed to modify taints";
        }
        if (write.operation() == AdmissionPlugin.Operation.DELETE) {
            return null;
        }
        String forbidden = String.join(", ", forbidden(labels(write.object()), labels(before)));
        if (forbidden.isEmpty()) {
            return null;
        }
        return write.operation() == AdmissionPlugin.Operation.CREATE
                ? NodeRestriction.quoted(node) + " is not allowed to set the following labels: " + forbidden
                : "is not allowed to modify labels: " + forbidden;
    }

    private static Map<String, String> labels(ObjectNode object) {
        return Trees.strings(Trees.at(object, "metadata.labels"));
    }

    private static TreeSet<String> forbidden(Map<String, String> after, Map<String, String> before) {
        TreeSet<String> changed = new TreeSet<>(after.keySet());
        changed.addAll(before.keySet());
        changed.removeIf(label ->
                String.valueOf(after.get(label)).equals(String.valueOf(before.get(label))) || mayChange(label));
        return changed;
    }

    private static boolean mayChange(String label) {
        int slash = label.indexOf('/');
        String domain = slash < 0 ? "" : label.substring(0, slash);
        if (isWithin(domain, "node-restriction.kubernetes.io")) {
            return false;
        }
        return !isWithin(domain, "kubernetes.io") && !isWithin(domain, "k8s.io")
                || LABELS.contains(label)
                || LABEL_DOMAINS.stream().anyMatch(own -> isWithin(domain, own));
    }

    private static boolean isWithin(String domain, String parent) {
        return domain.equals(parent) || domain.endsWith("." + parent);
    }
}
