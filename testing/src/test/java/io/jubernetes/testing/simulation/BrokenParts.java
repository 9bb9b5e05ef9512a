package io.jubernetes.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.PodActions;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults on purpose: each stands for a bug that one component could have. */
enum BrokenParts implements Parts {

    /** A watch that leaves out an event now and then. */
    WATCH_DROPS_EVENTS {
        @Override
        public ApiHandler server(ApiHandler real) {
            return Sabotage.watches(real, (frame, number, sink) -> {
                if (number % 10 != 0) {
                    sink.write(frame);
                }
            });
        }
    },

    /** A scheduler that does not count what it has just placed. */
    SCHEDULER_FORGETS {
        @Override
        public Component scheduler(Environment environment, ApiClient client) {
            return new ForgetfulScheduler(environment, client);
        }
    },

    /** A ReplicaSet controller that makes one pod too many now and then. */
    REPLICA_SET_MAKES_ONE_MORE {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            int[] made = {0};
            return request -> {
                boolean pod = request.method().equals("POST") && request.path().endsWith("/pods");
                if (process.startsWith(CONTROLLERS) && pod && ++made[0] % 4 == 0) {
                    real.handle(request);
                }
                return real.handle(request);
            };
        }
    },

    /** A node agent whose deletions of pods come to nothing, though they were answered. */
    DELETIONS_ARE_FORGOTTEN {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return request -> {
                boolean deletion =
                        request.method().equals("DELETE") && request.path().contains("/pods/");
                boolean byAgent = process.startsWith("node-");
                return deletion && byAgent ? success() : real.handle(request);
            };
        }
    },

    /** A watch that tells an event twice now and then. */
    WATCH_REPEATS_EVENTS {
        @Override
        public ApiHandler server(ApiHandler real) {
            return Sabotage.watches(real, (frame, number, sink) -> {
                sink.write(frame);
                if (number % 10 == 0) {
                    sink.write(frame);
                }
            });
        }
    },

    /** A Deployment controller that makes more new pods at once than it may. */
    DEPLOYMENT_SURGES {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "PUT", ".*/replicasets/[^/]+", set -> {
                int replicas = set.path("spec").path("replicas").asInt();
                set.withObject("/spec").put("replicas", replicas == 0 ? 0 : replicas + 4);
            });
        }
    },

    /** A controller that says it has seen what was not asked for yet. */
    DEPLOYMENT_OBSERVES_THE_FUTURE {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "PUT", ".*/deployments/[^/]+/status", deployment -> {
                ObjectNode status = deployment.withObject("/status");
                status.put(
                        "observedGeneration", status.path("observedGeneration").asLong() + 1);
            });
        }
    },

    /** A garbage collector that leaves ReplicaSets behind. */
    GARBAGE_IS_LEFT {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return request -> Sabotage.is(process, CONTROLLERS, request, "DELETE", ".*/replicasets/[^/]+")
                    ? success()
                    : real.handle(request);
        }
    },

    /** A StatefulSet controller that gives all pods the same ordinal. */
    STATEFUL_SET_REPEATS_ORDINALS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "POST", ".*/pods", pod -> {
                ObjectNode labels = pod.withObject("/metadata/labels");
                if (labels.has(ORDINAL)) {
                    labels.put(ORDINAL, "0");
                }
            });
        }
    },

    /** A StatefulSet controller that takes two pods away where one is to go. */
    STATEFUL_SET_TAKES_TWO {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return request -> {
                if (Sabotage.is(process, CONTROLLERS, request, "DELETE", ".*/pods/db-[1-9]")) {
                    String first = request.path().replaceAll("[1-9]$", "0");
                    real.handle(ApiRequest.of("DELETE", first, QueryParameters.EMPTY, request.caller()));
                }
                return real.handle(request);
            };
        }
    },

    /** A Job controller that counts one success too many. */
    JOB_COUNTS_TWICE {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "PUT", JOB_STATUS, job -> {
                ObjectNode status = job.withObject("/status");
                if (status.path("succeeded").asInt() > 0) {
                    status.put("succeeded", status.path("succeeded").asInt() + 1);
                }
            });
        }
    },

    /** A Job controller that lets pods go before it has noted how they ended. */
    JOB_FORGETS_TO_NOTE {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(
                    process,
                    CONTROLLERS,
                    real,
                    "PUT",
                    JOB_STATUS,
                    job -> job.withObject("/status").remove(List.of("uncountedTerminatedPods", "completedIndexes")));
        }
    },

    /** A Job controller that never says that a Job is complete. */
    JOB_NEVER_ENDS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(
                    process,
                    CONTROLLERS,
                    real,
                    "PUT",
                    JOB_STATUS,
                    job -> job.withObject("/status").remove(List.of("completionTime", "conditions")));
        }
    },

    /** A Job controller that never lets go of its pods. */
    JOB_KEEPS_FINALIZERS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "PATCH", ".*/pods/[^/]+", ObjectNode::removeAll);
        }
    },

    /** A Deployment controller that leaves one pod of what was before. */
    DEPLOYMENT_KEEPS_OLD_SETS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "PUT", ".*/replicasets/[^/]+", set -> {
                if (set.path("spec").path("replicas").asInt() == 0) {
                    set.withObject("/spec").put("replicas", 1);
                }
            });
        }
    },

    /** A Deployment controller that does not tell of new pods. */
    DEPLOYMENT_HIDES_PROGRESS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(
                    process,
                    CONTROLLERS,
                    real,
                    "PUT",
                    ".*/deployments/[^/]+/status",
                    deployment -> deployment.withObject("/status").remove("updatedReplicas"));
        }
    },

    /** A StatefulSet controller that does not tell which pods are ready. */
    STATEFUL_SET_HIDES_READINESS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(
                    process,
                    CONTROLLERS,
                    real,
                    "PUT",
                    ".*/statefulsets/[^/]+/status",
                    set -> set.withObject("/status").remove("readyReplicas"));
        }
    },

    /** A ReplicaSet controller that tells of more available pods than there are. */
    REPLICA_SET_BOASTS {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(process, CONTROLLERS, real, "PUT", ".*/replicasets/[^/]+/status", set -> {
                int replicas = set.path("spec").path("replicas").asInt();
                set.withObject("/status")
                        .put("replicas", replicas)
                        .put("readyReplicas", replicas)
                        .put("availableReplicas", replicas);
            });
        }
    },

    /** A scheduler that puts all pods on one node, whatever it decided. */
    SCHEDULER_HAS_A_FAVOURITE {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            return Sabotage.writes(
                    process,
                    "scheduler",
                    real,
                    "POST",
                    ".*/binding",
                    binding -> binding.withObject("/target").put("name", "node-1"));
        }
    },

    /** A scheduler whose bindings come to nothing now and then, though they were answered. */
    BINDINGS_ARE_FORGOTTEN {
        @Override
        public ApiHandler client(String process, ApiHandler real) {
            int[] bound = {0};
            return request -> Sabotage.is(process, "scheduler", request, "POST", ".*/binding") && ++bound[0] % 3 == 0
                    ? success()
                    : real.handle(request);
        }
    };

    private static final String CONTROLLERS = "controller-manager";
    private static final String JOB_STATUS = ".*/jobs/[^/]+/status";
    private static final String ORDINAL = "apps.kubernetes.io/pod-index";

    private static ApiResponse success() {
        return ApiResponse.of(
                200,
                "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** Looks at nothing but the number of nodes. */
    private static final class ForgetfulScheduler implements Component {
        private final Environment environment;
        private final ApiClient client;
        private Environment.@Nullable Task task;

        ForgetfulScheduler(Environment environment, ApiClient client) {
            this.environment = environment;
            this.client = client;
        }

        @Override
        public void start() {
            task = environment.start("forgetful", () -> {
                while (true) {
                    try {
                        place();
                    } catch (ApiException | UncheckedIOException e) {
                        // the next look will show
                    }
                    environment.sleep(Duration.ofMillis(100));
                }
            });
        }

        private void place() {
            List<Node> nodes =
                    client.resources(Node.class).list(ListOptions.all()).items();
            for (Pod pod : client.resources(Pod.class).list(ListOptions.all()).items()) {
                if (pod.getSpec().getNodeName() == null && !nodes.isEmpty()) {
                    new PodActions(client)
                            .bind(
                                    pod.getMetadata().getNamespace(),
                                    pod.getMetadata().getName(),
                                    nodes.getFirst().getMetadata().getName());
                }
            }
        }

        @Override
        public void close() {
            if (task != null) {
                task.interrupt();
            }
        }
    }
}
