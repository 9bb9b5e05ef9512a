package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.apply.LastApplied;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jubectl rollout undo}: back to what was before. */
@Command(name = "undo", description = "Undo a previous rollout.")
final class UndoCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    @Option(
            names = "--to-revision",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Back to this one; 0 for the one before.")
    private long toRevision;

    UndoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        rollout.each(session, this::undo);
        return 0;
    }

    private void undo(Located one) {
        if (one.object().path("spec").path("paused").asBoolean()) {
            throw new CommandException(
                    "error: you cannot rollback a paused deployment; resume it first with 'jubectl rollout " + "resume "
                            + one.display() + "' and try again");
        }
        ObjectNode wanted = wanted(one, new Revisions(session, one).all());
        JsonNode template = withoutHash(Revisions.template(wanted));
        if (template.equals(withoutHash(one.object().path("spec").path("template")))) {
            long current = toRevision > 0 ? toRevision : currentOf(one);
            rollout.print(session, one, "skipped rollback (current template already matches revision " + current + ")");
            return;
        }
        Located live = wanted.has("revision")
                ? rollout.patch(session, one, wanted.path("data"), PatchType.STRATEGIC)
                : rollout.patch(session, one, replacement(one, template, wanted), PatchType.JSON);
        rollout.print(session, live, "rolled back");
    }

    private static long currentOf(Located one) {
        return one.object()
                .path("metadata")
                .path("annotations")
                .path(Revisions.ANNOTATION)
                .asLong();
    }

    private ObjectNode wanted(Located one, Map<Long, ObjectNode> revisions) {
        if (toRevision > 0) {
            ObjectNode named = revisions.get(toRevision);
            if (named == null) {
                throw new CommandException("error: unable to find specified revision " + toRevision + " in history");
            }
            return named;
        }
        if (revisions.size() < 2) {
            throw new CommandException(
                    "error: no rollout history found for " + one.resource().singular() + " \"" + one.name() + "\"");
        }
        List<ObjectNode> inOrder = new ArrayList<>(revisions.values());
        return inOrder.get(inOrder.size() - 2);
    }

    /** As a JSON patch: the template is the old one as a whole, nothing of the present one stays. */
    private static ArrayNode replacement(Located one, JsonNode template, JsonNode revision) {
        ArrayNode patch = Json.mapper().createArrayNode();
        patch.addObject().put("op", "replace").put("path", "/spec/template").set("value", template);
        patch.addObject()
                .put("op", "replace")
                .put("path", "/metadata/annotations")
                .set("value", annotations(one.object(), revision));
        return patch;
    }

    /** The revision's annotations, but what is about the rollout itself or about applying stays. */
    private static ObjectNode annotations(JsonNode live, JsonNode revision) {
        ObjectNode annotations = Json.object();
        revision.path("metadata").path("annotations").properties().forEach(e -> {
            if (!isKept(e.getKey())) {
                annotations.set(e.getKey(), e.getValue());
            }
        });
        live.path("metadata").path("annotations").properties().forEach(e -> {
            if (isKept(e.getKey())) {
                annotations.set(e.getKey(), e.getValue());
            }
        });
        return annotations;
    }

    private static boolean isKept(String annotation) {
        return annotation.equals(LastApplied.ANNOTATION)
                || annotation.startsWith("deployment.kubernetes.io/")
                || annotation.equals("deprecated.deployment.rollback.to");
    }

    private static JsonNode withoutHash(JsonNode template) {
        JsonNode copy = template.deepCopy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove("pod-template-hash");
        }
        return copy;
    }
}
