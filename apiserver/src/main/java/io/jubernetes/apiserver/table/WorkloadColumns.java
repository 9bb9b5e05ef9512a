package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.age;
import static io.jubernetes.apiserver.table.Column.count;
import static io.jubernetes.apiserver.table.Column.named;
import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Column.timed;
import static io.jubernetes.apiserver.table.Fields.NONE;
import static io.jubernetes.apiserver.table.Fields.UNSET;
import static io.jubernetes.apiserver.table.Fields.at;
import static io.jubernetes.apiserver.table.Fields.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Things that run pods. */
final class WorkloadColumns {

    private static final String TEMPLATE = "spec.template";

    private WorkloadColumns() {}

    static List<Column> deployments() {
        return List.of(
                named(),
                text("Ready", WorkloadColumns::readyOfReplicas),
                count("Up-to-date", "status.updatedReplicas").asString(),
                count("Available", "status.availableReplicas").asString(),
                age(),
                containers(TEMPLATE),
                images(TEMPLATE),
                selector("spec.selector"));
    }

    static List<Column> statefulSets() {
        return List.of(
                named(),
                text("Ready", WorkloadColumns::readyOfReplicas),
                age(),
                containers(TEMPLATE),
                images(TEMPLATE));
    }

    static List<Column> replicaSets() {
        return List.of(
                named(),
                count("Desired", "spec.replicas"),
                count("Current", "status.replicas"),
                count("Ready", "status.readyReplicas"),
                age(),
                containers(TEMPLATE),
                images(TEMPLATE),
                selector("spec.selector"));
    }

    static List<Column> replicationControllers() {
        return List.of(
                named(),
                count("Desired", "spec.replicas"),
                count("Current", "status.replicas"),
                count("Ready", "status.readyReplicas"),
                age(),
                containers(TEMPLATE),
                images(TEMPLATE),
                text("Selector", rc -> Fields.labels(at(rc, "spec.selector"))).wide());
    }

    static List<Column> daemonSets() {
        return List.of(
                named(),
                count("Desired", "status.desiredNumberScheduled"),
                count("Current", "status.currentNumberScheduled"),
                count("Ready", "status.numberReady"),
                count("Up-to-date", "status.updatedNumberScheduled"),
                count("Available", "status.numberAvailable"),
                text("Node Selector", set -> Fields.labels(at(set, "spec.template.spec.nodeSelector"))),
                age(),
                containers(TEMPLATE),
                images(TEMPLATE),
                selector("spec.selector"));
    }

    static List<Column> jobs() {
        return List.of(
                named(),
                text("Status", WorkloadColumns::jobStatus),
                text("Completions", WorkloadColumns::completions),
                timed("Duration", WorkloadColumns::jobDuration),
                age(),
                containers(TEMPLATE),
                images(TEMPLATE),
                selector("spec.selector"));
    }

    static List<Column> cronJobs() {
        String template = "spec.jobTemplate.spec.template";
        return List.of(
                named(),
                text("Schedule", "spec.schedule"),
                text("Timezone", "spec.timeZone", NONE),
                new Column("Suspend", "boolean", "", 0, suspended().cell()),
                Column.size("Active", "status.active"),
                timed(
                        "Last Schedule",
                        job -> Fields.has(job, "status.lastScheduleTime")
                                ? Fields.since(job, "status.lastScheduleTime")
                                : Column.text(NONE)),
                age(),
                containers(template),
                images(template),
                selector("spec.jobTemplate.spec.selector"));
    }

    static List<Column> podTemplates() {
        return List.of(
                named(),
                text("Containers", t -> Fields.joined(t, "template.spec.containers", "name")),
                text("Images", t -> Fields.joined(t, "template.spec.containers", "image")),
                text("Pod Labels", t -> Fields.labels(at(t, "template.metadata.labels"))));
    }

    static List<Column> controllerRevisions() {
        return List.of(
                named(),
                text("Controller", WorkloadColumns::controller),
                count("Revision", "revision").asString(),
                age());
    }

    private static Column suspended() {
        return text(
                "Suspend",
                job -> Fields.has(job, "spec.suspend")
                        ? (at(job, "spec.suspend").asBoolean() ? "True" : "False")
                        : UNSET);
    }

    private static Column containers(String template) {
        return text("Containers", o -> Fields.joined(o, template + ".spec.containers", "name"))
                .wide();
    }

    private static Column images(String template) {
        return text("Images", o -> Fields.joined(o, template + ".spec.containers", "image"))
                .wide();
    }

    private static Column selector(String path) {
        return text("Selector", o -> Fields.selector(at(o, path))).wide();
    }

    private static String readyOfReplicas(JsonNode workload) {
        return number(workload, "status.readyReplicas") + "/" + number(workload, "spec.replicas");
    }

    private static String jobStatus(JsonNode job) {
        if (Fields.condition(job, "Complete")) {
            return "Complete";
        }
        if (Fields.condition(job, "Failed")) {
            return "Failed";
        }
        if (Fields.has(job, "metadata.deletionTimestamp")) {
            return "Terminating";
        }
        return List.of("Suspended", "FailureTarget", "SuccessCriteriaMet").stream()
                .filter(type -> Fields.condition(job, type))
                .findFirst()
                .orElse("Running");
    }

    private static String completions(JsonNode job) {
        long succeeded = number(job, "status.succeeded");
        if (Fields.has(job, "spec.completions")) {
            return succeeded + "/" + number(job, "spec.completions");
        }
        long parallelism = number(job, "spec.parallelism");
        return succeeded + "/1" + (parallelism > 1 ? " of " + parallelism : "");
    }

    private static Cells.Cell jobDuration(JsonNode job) {
        String start = Fields.text(job, "status.startTime");
        if (start.isEmpty()) {
            return Column.text("");
        }
        String end = Fields.text(job, "status.completionTime");
        return end.isEmpty()
                ? Fields.since(start)
                : Column.text(HumanDuration.of(Duration.between(Instant.parse(start), Instant.parse(end))));
    }

    private static String controller(JsonNode revision) {
        return Fields.items(revision, "metadata.ownerReferences").stream()
                .filter(owner -> owner.path("controller").asBoolean())
                .findFirst()
                .map(References::ownerName)
                .orElse(NONE);
    }
}
