package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Fields.has;
import static io.jubernetes.apiserver.table.Fields.items;
import static io.jubernetes.apiserver.table.Fields.number;
import static io.jubernetes.apiserver.table.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one line says about a pod. Made by walking the containers' states: the first init container that is not done decides,
 * else the ordinary containers from the last to the first.
 */
record PodSummary(String reason, long ready, long total, long restarts, String lastRestart) {

    static PodSummary of(JsonNode pod) {
        return new Walk(pod).summary();
    }

    /** The state of one walk over a pod. */
    private static final class Walk {

        private final JsonNode pod;
        private final Map<String, JsonNode> initSpecs = new LinkedHashMap<>();
        private String reason;
        private long ready;
        private long total;
        private long restarts;
        private String lastRestart = "";

        Walk(JsonNode pod) {
            this.pod = pod;
            this.reason = text(pod, "status.reason", text(pod, "status.phase"));
            this.total = items(pod, "spec.containers").size();
            items(pod, "spec.initContainers").forEach(c -> initSpecs.put(text(c, "name"), c));
            total += initSpecs.values().stream().filter(Walk::isSidecarSpec).count();
        }

        PodSummary summary() {
            if (items(pod, "status.conditions").stream().anyMatch(Walk::isGated)) {
                reason = "SchedulingGated";
            }
            boolean initializing = walkInitContainers();
            if (!initializing || Fields.condition(pod, "Initialized")) {
                walkContainers();
            }
            applyDeletion();
            return new PodSummary(reason, ready, total, restarts, lastRestart);
        }

        private boolean walkInitContainers() {
            List<JsonNode> statuses = items(pod, "status.initContainerStatuses");
            for (int i = 0; i < statuses.size(); i++) {
                JsonNode status = statuses.get(i);
                countRestarts(status);
                if (!isPassed(status)) {
                    reason = initReason(status, i);
                    return true;
                }
            }
            return false;
        }

        private boolean isPassed(JsonNode status) {
            if (has(status, "state.terminated") && number(status, "state.terminated.exitCode") == 0) {
                return true;
            }
            boolean started = isSidecar(status) && status.path("started").asBoolean();
            if (started && status.path("ready").asBoolean()) {
                ready++;
            }
            return started;
        }

        private boolean isSidecar(JsonNode statusOrName) {
            JsonNode spec = initSpecs.get(text(statusOrName, "name"));
            return spec != null && isSidecarSpec(spec);
        }

        private static boolean isSidecarSpec(JsonNode container) {
            return text(container, "restartPolicy").equals("Always");
        }

        private String initReason(JsonNode status, int index) {
            if (has(status, "state.terminated")) {
                return "Init:" + terminated(status);
            }
            String waiting = text(status, "state.waiting.reason");
            return waiting.isEmpty() || waiting.equals("PodInitializing")
                    ? "Init:" + index + "/" + initSpecs.size()
                    : "Init:" + waiting;
        }

        private void walkContainers() {
            restartsOfSidecarsOnly();
            boolean running = false;
            String failure = "";
            List<JsonNode> statuses = items(pod, "status.containerStatuses");
            for (JsonNode status : statuses.reversed()) {
                countRestarts(status);
                if (!text(status, "state.waiting.reason").isEmpty()) {
                    reason = text(status, "state.waiting.reason");
                } else if (has(status, "state.terminated")) {
                    reason = terminated(status);
                    failure = number(status, "state.terminated.exitCode") == 0 ? failure : reason;
                } else if (status.path("ready").asBoolean() && has(status, "state.running")) {
                    running = true;
                    ready++;
                }
            }
            settleCompleted(running, failure);
        }

        /** Restarts of finished init containers no longer matter once the ordinary ones run. */
        private void restartsOfSidecarsOnly() {
            restarts = 0;
            lastRestart = "";
            List<JsonNode> seen = new ArrayList<>(items(pod, "status.initContainerStatuses"));
            seen.stream().filter(this::isSidecar).forEach(this::countRestarts);
        }

        private void settleCompleted(boolean running, String failure) {
            if (!reason.equals("Completed")) {
                return;
            }
            if (running && Fields.condition(pod, "Ready")) {
                reason = "Running";
            } else if (!failure.isEmpty()) {
                reason = failure;
            } else if (running) {
                reason = "NotReady";
            }
        }

        private void applyDeletion() {
            if (!has(pod, "metadata.deletionTimestamp")) {
                return;
            }
            String phase = text(pod, "status.phase");
            if (text(pod, "status.reason").equals("NodeLost")) {
                reason = "Unknown";
            } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
                reason = "Terminating";
            }
        }

        private void countRestarts(JsonNode status) {
            restarts += number(status, "restartCount");
            String finished = text(status, "lastState.terminated.finishedAt");
            if (finished.compareTo(lastRestart) > 0) {
                lastRestart = finished;
            }
        }

        private static String terminated(JsonNode status) {
            String given = text(status, "state.terminated.reason");
            if (!given.isEmpty()) {
                return given;
            }
            long signal = number(status, "state.terminated.signal");
            return signal != 0 ? "Signal:" + signal : "ExitCode:" + number(status, "state.terminated.exitCode");
        }

        private static boolean isGated(JsonNode condition) {
            return text(condition, "type").equals("PodScheduled")
                    && text(condition, "reason").equals("SchedulingGated");
        }
    }
}
