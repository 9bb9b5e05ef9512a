package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.definition.Conditions.Condition;
import io.jubernetes.apiserver.validation.Trees;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;

/** Groups of Kubernetes' own domains are for those who say where that was approved. */
public final class Approval {

    public static final String ANNOTATION = "api-approved.kubernetes.io";
    public static final String PROPOSAL = "https://github.com/kubernetes/enhancements/pull/1111";

    private Approval() {}

    public static boolean isProtected(String group) {
        return group.equals("k8s.io")
                || group.endsWith(".k8s.io")
                || group.equals("kubernetes.io")
                || group.endsWith(".kubernetes.io");
    }

    public static String given(JsonNode definition) {
        return definition.path("metadata").path("annotations").path(ANNOTATION).asText("");
    }

    /** Whether it is the address of an approval, or says openly that there is none. */
    public static boolean isWellFormed(String approval) {
        return approval.startsWith("unapproved") || isAddress(approval);
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() != null && address.getScheme() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    public static void settle(ObjectNode next, Instant now) {
        if (!isProtected(Trees.text(next, "spec.group"))) {
            return;
        }
        String approval = given(next);
        Condition condition = isAddress(approval)
                ? new Condition(Conditions.APPROVED, true, "ApprovedAnnotation", "approved in " + approval)
                : approval.startsWith("unapproved")
                        ? new Condition(
                                Conditions.APPROVED,
                                false,
                                "UnapprovedAnnotation",
                                "not approved: \"" + approval + "\"")
                        : new Condition(
                                Conditions.APPROVED,
                                false,
                                "MissingAnnotation",
                                "protected groups must have approval annotation \"" + ANNOTATION + "\", see "
                                        + PROPOSAL);
        Conditions.set(next, condition, now);
    }
}
