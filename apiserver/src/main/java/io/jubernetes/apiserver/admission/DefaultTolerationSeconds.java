package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Pods stay for five minutes on a node that is not ready or cannot be reached, unless they say otherwise. */
final class DefaultTolerationSeconds implements AdmissionPlugin {

    private static final List<String> TAINTS =
            List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
    private static final int SECONDS = 300;

    @Override
    public String name() {
        return "DefaultTolerationSeconds";
    }

    @Override
    public void admit(Attributes write) {
        if (!write.creates("", "pods")) {
            return;
        }
        ArrayNode tolerations = Trees.list(Trees.object(write.object(), "spec"), "tolerations");
        List<String> missing =
                TAINTS.stream().filter(taint -> !tolerates(tolerations, taint)).toList();
        missing.forEach(taint -> tolerations
                .addObject()
                .put("key", taint)
                .put("operator", "Exists")
                .put("effect", "NoExecute")
                .put("tolerationSeconds", SECONDS));
    }

    private static boolean tolerates(ArrayNode tolerations, String taint) {
        for (JsonNode toleration : tolerations) {
            String key = Trees.text(toleration, "key");
            String effect = Trees.text(toleration, "effect");
            if ((key.isEmpty() || key.equals(taint)) && (effect.isEmpty() || effect.equals("NoExecute"))) {
                return true;
            }
        }
        return false;
    }
}
