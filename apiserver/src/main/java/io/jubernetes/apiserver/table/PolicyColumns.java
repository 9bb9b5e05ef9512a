package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.age;
import static io.jubernetes.apiserver.table.Column.count;
import static io.jubernetes.apiserver.table.Column.named;
import static io.jubernetes.apiserver.table.Column.size;
import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Fields.NONE;
import static io.jubernetes.apiserver.table.Fields.at;
import static io.jubernetes.apiserver.table.Fields.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Who may do what: bindings, certificates, admission and flow control. */
final class PolicyColumns {

    private PolicyColumns() {}

    static List<Column> roleBindings() {
        return List.of(
                named(),
                text("Role", b -> Fields.text(b, "roleRef.kind") + "/" + Fields.text(b, "roleRef.name")),
                age(),
                text("Users", b -> subjects(b, "User")).wide(),
                text("Groups", b -> subjects(b, "Group")).wide(),
                text("ServiceAccounts", b -> subjects(b, "ServiceAccount")).wide());
    }

    static List<Column> signingRequests() {
        return List.of(
                named(),
                age(),
                text("SignerName", "spec.signerName", NONE),
                text("Requestor", "spec.username"),
                text(
                        "RequestedDuration",
                        r -> Fields.has(r, "spec.expirationSeconds")
                                ? HumanDuration.of(Duration.ofSeconds(Fields.number(r, "spec.expirationSeconds")))
                                : NONE),
                text("Condition", PolicyColumns::signingCondition));
    }

    static List<Column> webhooks() {
        return List.of(named(), size("Webhooks", "webhooks"), age());
    }

    static List<Column> admissionPolicies() {
        return List.of(
                named(),
                size("Validations", "spec.validations"),
                text(
                        "ParamKind",
                        p -> Fields.has(p, "spec.paramKind")
                                ? Fields.text(p, "spec.paramKind.apiVersion") + "/"
                                        + Fields.text(p, "spec.paramKind.kind")
                                : Fields.UNSET),
                age());
    }

    static List<Column> admissionPolicyBindings() {
        return List.of(
                named(), text("PolicyName", "spec.policyName"), text("ParamRef", PolicyColumns::paramRef), age());
    }

    static List<Column> flowSchemas() {
        return List.of(
                named(),
                text("PriorityLevel", "spec.priorityLevelConfiguration.name"),
                count("MatchingPrecedence", "spec.matchingPrecedence").asString(),
                text("DistinguisherMethod", "spec.distinguisherMethod.type", NONE),
                age(),
                text(
                        "MissingPL",
                        f -> items(f, "status.conditions").stream()
                                .filter(c -> Fields.text(c, "type").equals("Dangling"))
                                .findFirst()
                                .map(c -> Fields.text(c, "status"))
                                .orElse("?")));
    }

    static List<Column> priorityLevels() {
        String limited = "spec.limited.";
        return List.of(
                named(),
                text("Type", "spec.type"),
                text("NominalConcurrencyShares", limited + "nominalConcurrencyShares", NONE),
                text("Queues", limited + "limitResponse.queuing.queues", NONE),
                text("HandSize", limited + "limitResponse.queuing.handSize", NONE),
                text("QueueLengthLimit", limited + "limitResponse.queuing.queueLengthLimit", NONE),
                age());
    }

    static List<Column> apiServices() {
        return List.of(
                named(),
                text(
                        "Service",
                        s -> Fields.has(s, "spec.service")
                                ? Fields.text(s, "spec.service.namespace") + "/" + Fields.text(s, "spec.service.name")
                                : "Local"),
                text("Available", PolicyColumns::available),
                age());
    }

    private static String available(JsonNode service) {
        return items(service, "status.conditions").stream()
                .filter(c -> Fields.text(c, "type").equals("Available"))
                .findFirst()
                .map(c -> Fields.text(c, "status").equals("True")
                        ? "True"
                        : Fields.text(c, "status") + " (" + Fields.text(c, "reason") + ")")
                .orElse("Unknown");
    }

    private static String subjects(JsonNode binding, String kind) {
        return String.join(
                ", ",
                items(binding, "subjects").stream()
                        .filter(s -> Fields.text(s, "kind").equals(kind))
                        .map(s -> kind.equals("ServiceAccount")
                                ? Fields.text(s, "namespace") + "/" + Fields.text(s, "name")
                                : Fields.text(s, "name"))
                        .toList());
    }

    private static String signingCondition(JsonNode request) {
        List<String> types = items(request, "status.conditions").stream()
                .map(c -> Fields.text(c, "type"))
                .toList();
        String decision = types.contains("Denied") ? "Denied" : types.contains("Approved") ? "Approved" : "Pending";
        return decision
                + (types.contains("Failed") ? ",Failed" : "")
                + (Fields.text(request, "status.certificate").isEmpty() ? "" : ",Issued");
    }

    private static String paramRef(JsonNode binding) {
        JsonNode ref = at(binding, "spec.paramRef");
        if (ref.isMissingNode()) {
            return Fields.UNSET;
        }
        String namespace = Fields.text(ref, "namespace", "*");
        return namespace + "/" + Fields.text(ref, "name", "*");
    }
}
