package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.cli.CommandException;

/**
 * How far a rollout is.
 *
 * @param text for the person
 */
record Progress(String text, boolean done) {

    /** @throws CommandException when it failed, or the object has no rollout */
    static Progress of(JsonNode object) {
        return switch (object.path("kind").asText()) {
            case "Deployment" -> deployment(object);
            case "DaemonSet" -> daemonSet(object);
            case "StatefulSet" -> statefulSet(object);
            default ->
                throw new CommandException("error: no status viewer has been implemented for "
                        + object.path("kind").asText());
        };
    }

    private static Progress deployment(JsonNode object) {
        String name = object.path("metadata").path("name").asText();
        JsonNode status = object.path("status");
        if (isUnobserved(object)) {
            return new Progress("Waiting for deployment spec update to be observed...", false);
        }
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("Progressing")
                    && condition.path("reason").asText().equals("ProgressDeadlineExceeded")) {
                throw new CommandException("error: deployment \"" + name + "\" exceeded its progress deadline");
            }
        }
        int wanted = object.path("spec").path("replicas").asInt(1);
        int updated = status.path("updatedReplicas").asInt();
        int all = status.path("replicas").asInt();
        int available = status.path("availableReplicas").asInt();
        String waiting = "Waiting for deployment \"" + name + "\" rollout to finish: ";
        if (updated < wanted) {
            return new Progress(waiting + updated + " out of " + wanted + " new replicas have been updated...", false);
        }
        if (all > updated) {
            return new Progress(waiting + (all - updated) + " old replicas are pending termination...", false);
        }
        if (available < updated) {
            return new Progress(waiting + available + " of " + updated + " updated replicas are available...", false);
        }
        return new Progress("deployment \"" + name + "\" successfully rolled out", true);
    }

    private static Progress daemonSet(JsonNode object) {
        String name = object.path("metadata").path("name").asText();
        JsonNode status = object.path("status");
        if (isUnobserved(object)) {
            return new Progress("Waiting for daemon set spec update to be observed...", false);
        }
        int wanted = status.path("desiredNumberScheduled").asInt();
        int updated = status.path("updatedNumberScheduled").asInt();
        int available = status.path("numberAvailable").asInt();
        String waiting = "Waiting for daemon set \"" + name + "\" rollout to finish: ";
        if (updated < wanted) {
            return new Progress(waiting + updated + " out of " + wanted + " new pods have been updated...", false);
        }
        if (available < wanted) {
            return new Progress(waiting + available + " of " + wanted + " updated pods are available...", false);
        }
        return new Progress("daemon set \"" + name + "\" successfully rolled out", true);
    }

    private static Progress statefulSet(JsonNode object) {
        JsonNode status = object.path("status");
        if (isUnobserved(object)) {
            return new Progress("Waiting for statefulset spec update to be observed...", false);
        }
        int wanted = object.path("spec").path("replicas").asInt(1);
        int ready = status.path("readyReplicas").asInt();
        if (ready < wanted) {
            return new Progress("Waiting for " + (wanted - ready) + " pods to be ready...", false);
        }
        int partition = object.path("spec")
                .path("updateStrategy")
                .path("rollingUpdate")
                .path("partition")
                .asInt();
        int updated = status.path("updatedReplicas").asInt();
        if (partition > 0) {
            return updated < wanted - partition
                    ? new Progress(
                            "Waiting for partitioned roll out to finish: " + updated + " out of " + (wanted - partition)
                                    + " new pods have been updated...",
                            false)
                    : new Progress(
                            "partitioned roll out complete: " + updated + " new pods have been updated...", true);
        }
        if (!status.path("updateRevision").equals(status.path("currentRevision"))) {
            return new Progress(
                    "waiting for statefulset rolling update to complete " + updated + " pods at revision "
                            + status.path("updateRevision").asText() + "...",
                    false);
        }
        return new Progress(
                "statefulset rolling update complete "
                        + status.path("currentReplicas").asInt() + " pods at revision "
                        + status.path("currentRevision").asText() + "...",
                true);
    }

    private static boolean isUnobserved(JsonNode object) {
        return object.path("metadata").path("generation").asLong()
                > object.path("status").path("observedGeneration").asLong();
    }
}
