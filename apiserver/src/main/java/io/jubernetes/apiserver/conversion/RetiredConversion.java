package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.RetiredVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A retired version, stored as its successor is: the same fields but for a few differences. */
public final class RetiredConversion implements Conversion {

    private final String apiVersion;
    private final String successor;
    private final List<Conversion> differences;
    /** From the successor to what is stored; null when that is the successor itself. */
    private final @Nullable Conversion further;

    public RetiredConversion(RetiredVersion version) {
        this.apiVersion = version.type().apiVersion();
        this.successor = version.successor().apiVersion();
        this.differences = version.differences().stream()
                .filter(name -> !name.equals(TEMPLATE_LABELS))
                .map(RetiredConversion::difference)
                .toList();
        this.further = Conversion.of(version.successor());
    }

    /** No difference of objects that are complete: labels and selector of a workload default to its template's labels. */
    public static final String TEMPLATE_LABELS = "template-labels";

    private static Conversion difference(String name) {
        return switch (name) {
            case "rollback" -> new NotedNumber("deprecated.deployment.rollback.to", "rollbackTo", "revision");
            case "template-generation" ->
                new NotedNumber("deprecated.daemonset.template.generation", "templateGeneration");
            case "backends" -> new BackendConversion();
            case "metrics" -> new MetricsConversion();
            case "empty-selector" -> new EmptySelectorConversion();
            case "topology" -> new TopologyConversion();
            default -> throw new IllegalArgumentException("difference: " + name + " (expected: one that has code)");
        };
    }

    @Override
    public void fromStored(ObjectNode object) {
        if (further != null) {
            further.fromStored(object);
        }
        differences.forEach(difference -> difference.fromStored(object));
        object.put("apiVersion", apiVersion);
    }

    @Override
    public void toStored(ObjectNode object) {
        toSuccessor(object);
        if (further != null) {
            further.toStored(object);
        }
    }

    private void toSuccessor(ObjectNode object) {
        differences.forEach(difference -> difference.toStored(object));
        object.put("apiVersion", successor);
    }

    @Override
    public ObjectNode judged(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        toSuccessor(copy);
        return copy;
    }

    @Override
    public @Nullable String label(String label) {
        return further == null ? label : further.label(label);
    }
}
