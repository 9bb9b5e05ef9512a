package io.jubernetes.apiserver.health;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /healthz}, {@code /livez} and {@code /readyz}, as a whole or check by check. */
public final class HealthEndpoint implements NonResourceEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);
    private static final List<String> ENDPOINTS = List.of("healthz", "livez", "readyz");

    private final List<HealthCheck> checks;

    public HealthEndpoint(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public boolean serves(String path) {
        String endpoint = endpoint(path);
        return ENDPOINTS.contains(endpoint)
                && (isWhole(path, endpoint) || check(endpoint, path).isPresent());
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        String path = withoutTrailingSlash(context.info().path());
        String endpoint = endpoint(path);
        return isWhole(path, endpoint)
                ? whole(endpoint, context.request().query())
                : check(endpoint, path).map(HealthEndpoint::single).orElseGet(() -> text(404, "404 page not found\n"));
    }

    private Optional<HealthCheck> check(String endpoint, String path) {
        return checks.stream()
                .filter(check -> check.countsFor(endpoint))
                .filter(check -> path.equals("/" + endpoint + "/" + check.name()))
                .findFirst();
    }

    private static ApiResponse single(HealthCheck check) {
        return problem(check)
                .map(problem -> text(500, "internal server error: " + problem + "\n"))
                .orElseGet(() -> text(200, "ok"));
    }

    private ApiResponse whole(String endpoint, QueryParameters query) {
        List<String> excluded = query.all("exclude");
        StringBuilder report = new StringBuilder();
        boolean failed = false;
        for (HealthCheck check : checks) {
            if (!check.countsFor(endpoint)) {
                continue;
            }
            if (excluded.contains(check.name())) {
                report.append("[+]").append(check.name()).append(" excluded: ok\n");
            } else if (isWell(endpoint, check)) {
                report.append("[+]").append(check.name()).append(" ok\n");
            } else {
                report.append("[-]").append(check.name()).append(" failed: reason withheld\n");
                failed = true;
            }
        }
        if (failed) {
            return text(500, report + endpoint + " check failed\n");
        }
        return text(200, query.first("verbose") == null ? "ok" : report + endpoint + " check passed\n");
    }

    /** The reason may tell strangers too much: it goes to the log only. */
    private static boolean isWell(String endpoint, HealthCheck check) {
        Optional<String> problem = problem(check);
        problem.ifPresent(
                why -> LOG.warn("health check failed; endpoint={} check={} reason={}", endpoint, check.name(), why));
        return problem.isEmpty();
    }

    private static Optional<String> problem(HealthCheck check) {
        try {
            return check.problem().get();
        } catch (RuntimeException broken) {
            return Optional.of(broken.toString());
        }
    }

    private static ApiResponse text(int code, String body) {
        Headers headers = Headers.of("content-type", "text/plain; charset=utf-8", "x-content-type-options", "nosniff");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new ApiResponse(code, headers, new ResponseBody.Bytes(List.of(bytes)));
    }

    private static boolean isWhole(String path, String endpoint) {
        return path.length() == endpoint.length() + 1;
    }

    private static String endpoint(String path) {
        int slash = path.indexOf('/', 1);
        return path.substring(1, slash < 0 ? path.length() : slash);
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
