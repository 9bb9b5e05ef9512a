package io.jubernetes.testing.simulation;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.PodActions;
import java.io.IOException;
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
            return request -> {
                ApiResponse response = real.handle(request);
                return response.body() instanceof ResponseBody.Stream stream
                        ? new ApiResponse(response.status(), response.headers(), dropping(stream))
                        : response;
            };
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
                if (process.equals("controller-manager") && pod && ++made[0] % 4 == 0) {
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
    };

    private static ApiResponse success() {
        return ApiResponse.of(
                200,
                "application/json",
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseBody.Stream dropping(ResponseBody.Stream real) {
        return sink -> real.writeTo(new BodySink() {
            private int frames;

            @Override
            public void write(byte[] piece) throws IOException, InterruptedException {
                if (++frames % 10 != 0) {
                    sink.write(piece);
                }
            }

            @Override
            public void onClose(Runnable action) {
                sink.onClose(action);
            }
        });
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
