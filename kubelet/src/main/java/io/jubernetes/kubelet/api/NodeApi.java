package io.jubernetes.kubelet.api;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.pod.RuntimePod;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.volume.LocalVolumes;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Routes requests to the node. Who may ask is decided before: see the server that carries this. */
public final class NodeApi implements ApiHandler {

    private static final Path SYSTEM_LOGS = Path.of("/var/log");

    private final Environment environment;
    private final ContainerRuntime runtime;
    private final Informer<Pod> pods;
    private final UnaryOperator<Pod> real;
    private final StatsSummary stats;
    private final NodeMetrics metrics;
    private final RunCommand commands;
    private final Configz configuration;
    private final PodStreams streams;
    private final LocalVolumes localVolumes;
    private final Optional<SystemLogs> systemLogs;

    /** @param real the pod that runs, for one that only shows it */
    public NodeApi(
            KubeletConfig config,
            Environment environment,
            ContainerRuntime runtime,
            Informer<Pod> pods,
            UnaryOperator<Pod> real) {
        this.real = real;
        this.environment = environment;
        this.runtime = runtime;
        this.pods = pods;
        this.streams = new PodStreams(environment, runtime);
        this.localVolumes = new LocalVolumes(config.dataDirectory());
        this.stats = new StatsSummary(config.nodeName(), config.dataDirectory(), environment, runtime);
        this.systemLogs = config.policy().systemLogs() && !runtime.isSimulated()
                ? Optional.of(new SystemLogs(List.of(SYSTEM_LOGS, config.dataDirectory())))
                : Optional.empty();
        this.metrics = new NodeMetrics(config.nodeName(), runtime);
        this.commands = new RunCommand(runtime);
        this.configuration = new Configz(config);
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        try {
            return route(request, segments(request.path()));
        } catch (ApiException e) {
            return text(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeFailure e) {
            int code = e.kind() == RuntimeFailure.Kind.NOT_FOUND ? 404 : 500;
            return text(code, e.text());
        }
    }

    private ApiResponse route(ApiRequest request, List<String> path) {
        String what = path.isEmpty() ? "" : path.getFirst();
        return switch (what) {
            case "healthz" -> text(200, "ok");
            case "pods" -> json(new PodListBuilder().withItems(pods.list()).build());
            case "stats" -> ApiResponse.of(200, "application/json", stats.json(pods.list()));
            case "metrics" -> metrics(path);
            case "configz" -> json(configuration.json());
            case "run" -> commands.handle(request, running(path));
            case "logs" -> systemLogs(request, path);
            case "containerLogs" -> logs(request, path);
            case "exec" -> streams.exec(request, running(path));
            case "attach" -> streams.attach(request, running(path));
            case "portForward" -> streams.portForward(request, sandbox(path));
            case "localVolumes" -> localVolume(request, path);
            default -> text(404, "404 page not found");
        };
    }

    private ApiResponse metrics(List<String> path) {
        String which = path.size() == 1 ? "" : path.get(1);
        return switch (which) {
            case "" -> plain(metrics.agent());
            case "resource" -> plain(metrics.resources());
            case "cadvisor" -> plain(metrics.containers());
            default -> text(404, "404 page not found");
        };
    }

    private static ApiResponse plain(String metrics) {
        return ApiResponse.of(
                200, "text/plain; version=0.0.4; charset=utf-8", metrics.getBytes(StandardCharsets.UTF_8));
    }

    private ApiResponse systemLogs(ApiRequest request, List<String> path) {
        try {
            return systemLogs
                    .orElseThrow(() -> new ApiException(StatusReason.NotFound, "404 page not found"))
                    .handle(request.query(), path.subList(1, path.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return text(503, "the node stops");
        }
    }

    /** See {@link LocalVolumes}. */
    private ApiResponse localVolume(ApiRequest request, List<String> path) {
        if (!request.method().equals("DELETE") || path.size() != 2) {
            throw ApiException.badRequest("expected: DELETE /localVolumes/NAME");
        }
        try {
            localVolumes.remove(path.get(1));
            return text(200, "ok");
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return text(500, "volume not removed: " + e);
        }
    }

    private ApiResponse logs(ApiRequest request, List<String> path) {
        if (path.size() != 4) {
            throw ApiException.badRequest("expected: /containerLogs/NAMESPACE/POD/CONTAINER");
        }
        LogOptions options = LogOptions.of(request.query(), environment.now());
        Pod pod = pod(path.get(1), path.get(2));
        String name = path.get(3);
        if (Pods.container(pod, name).isEmpty()) {
            throw new ApiException(
                    StatusReason.NotFound, "container \"" + name + "\" not found in pod \"" + path.get(2) + "\"");
        }
        Container container = withLog(pod, name, options.previous());
        Headers headers = Headers.of("content-type", "text/plain");
        return new ApiResponse(200, headers, new LogStream(environment, runtime, container, options));
    }

    /** The container whose log is meant: the last one that was started, or the one before. */
    private Container withLog(Pod pod, String name, boolean previous) {
        RuntimePod state = new RuntimePod(
                runtime.sandboxes(Pods.uid(pod)),
                runtime.containers(Pods.uid(pod)).stream()
                        .filter(c -> !(c.state() instanceof Container.State.Created))
                        .toList());
        Optional<Container> latest = state.latest(name);
        if (previous) {
            return state.previous(name)
                    .orElseThrow(() -> ApiException.badRequest("previous terminated container \"" + name
                            + "\" in pod \"" + pod.getMetadata().getName() + "\" not found"));
        }
        return latest.orElseThrow(() -> ApiException.badRequest("container \"" + name + "\" in pod \""
                + pod.getMetadata().getName() + "\" is waiting to start: " + waitingReason(pod, name)));
    }

    private Container running(List<String> path) {
        if (path.size() != 4) {
            throw ApiException.badRequest("expected: /" + path.getFirst() + "/NAMESPACE/POD/CONTAINER");
        }
        Pod pod = pod(path.get(1), path.get(2));
        return new RuntimePod(List.of(), runtime.containers(Pods.uid(pod)))
                .latest(path.get(3))
                .filter(Container::isRunning)
                .orElseThrow(
                        () -> new ApiException(StatusReason.NotFound, "container not found (\"" + path.get(3) + "\")"));
    }

    private Sandbox sandbox(List<String> path) {
        if (path.size() != 3) {
            throw ApiException.badRequest("expected: /portForward/NAMESPACE/POD");
        }
        Pod pod = pod(path.get(1), path.get(2));
        return new RuntimePod(runtime.sandboxes(Pods.uid(pod)), List.of())
                .readySandbox()
                .orElseThrow(
                        () -> new ApiException(StatusReason.NotFound, "pod \"" + path.get(2) + "\" is not running"));
    }

    private static String waitingReason(Pod pod, String name) {
        if (pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null) {
            return "ContainerCreating";
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(s -> s.getName().equals(name) && s.getState() != null)
                .filter(s -> s.getState().getWaiting() != null)
                .map(s -> s.getState().getWaiting().getMessage() == null
                        ? s.getState().getWaiting().getReason()
                        : s.getState().getWaiting().getMessage())
                .findFirst()
                .orElse("ContainerCreating");
    }

    private Pod pod(String namespace, String name) {
        Pod pod = pods.get(namespace, name);
        if (pod == null) {
            throw new ApiException(StatusReason.NotFound, "pod \"" + name + "\" not found");
        }
        return real.apply(pod);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(s -> !s.isEmpty())
                .map(s -> URLDecoder.decode(s.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static ApiResponse json(Object object) {
        return ApiResponse.of(
                200,
                "application/json",
                KubernetesJson.toTree(object).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ApiResponse text(int status, String text) {
        return ApiResponse.of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
