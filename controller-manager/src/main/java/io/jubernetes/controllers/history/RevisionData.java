package io.jubernetes.controllers.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.jubernetes.client.json.KubernetesJson;

/** What a revision keeps: a patch that brings its owner back to the template. */
public final class RevisionData {

    private RevisionData() {}

    public static ObjectNode of(PodTemplateSpec template) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putObject("spec").putObject("template").setAll(KubernetesJson.toTree(template));
        data.withObjectProperty("spec").withObjectProperty("template").put("$patch", "replace");
        return data;
    }

    public static PodTemplateSpec template(ControllerRevision revision) {
        ObjectNode template = KubernetesJson.toTree(revision.getData())
                .withObjectProperty("spec")
                .withObjectProperty("template");
        template.remove("$patch");
        return KubernetesJson.fromTree(template, PodTemplateSpec.class);
    }

    static boolean isOf(ControllerRevision revision, PodTemplateSpec template) {
        return KubernetesJson.toTree(template(revision)).equals(KubernetesJson.toTree(template));
    }
}
