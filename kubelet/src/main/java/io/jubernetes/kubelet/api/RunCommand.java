package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ExecResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** {@code POST /run/NAMESPACE/POD/CONTAINER?cmd=…}: a command without streams, answered with what it wrote. */
final class RunCommand {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ContainerRuntime runtime;

    RunCommand(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    ApiResponse handle(ApiRequest request, Container container) {
        String text = request.query().first("cmd");
        if (text == null || text.isBlank()) {
            throw ApiException.badRequest("cmd: is needed");
        }
        List<String> command = Arrays.asList(text.trim().split(" +"));
        try {
            ExecResult result = runtime.execSync(container.id(), command, LIMIT);
            byte[] output = (result.stdout() + result.stderr()).getBytes(StandardCharsets.UTF_8);
            return ApiResponse.of(result.exitCode() == 0 ? 200 : 500, "text/plain; charset=utf-8", output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.badRequest("the agent is stopping");
        }
    }
}
