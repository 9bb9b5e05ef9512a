package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.aggregation.ServiceAddresses.Address;
import io.jubernetes.apiserver.request.RequestContext;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Passes requests on to other servers, and their answers back. */
final class Passing {

    private static final String TEXT = "text/plain; charset=utf-8";
    /** Watches and upgrades say when they are over; for others silence means that nobody will answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final UserInfo AGGREGATOR = new UserInfo("system:aggregator", "system:authenticated");

    private Passing() {}

    /** @param document whether it is asked on behalf of all, not of the user */
    static ApiResponse pass(Remote remote, RequestContext context, boolean document) {
        Address address = remote.server().any();
        if (!remote.registration().isAvailable() || address == null) {
            return refusal(503, "service unavailable");
        }
        ApiRequest request = context.request();
        ApiRequest passed =
                request.withHeaders(FrontProxy.headers(request.headers(), document ? AGGREGATOR : context.user()));
        try {
            ApiResponse answer = remote.server().send(address, passed, patience(context));
            return isRedirect(answer)
                    ? refusal(502, "the backend attempted to redirect this request, which is not permitted")
                    : new ApiResponse(answer.status(), without(answer.headers()), answer.body());
        } catch (UncheckedIOException gone) {
            Throwable cause = gone.getCause() == null ? gone : gone.getCause();
            return refusal(503, "error trying to reach service: dial tcp " + address + ": " + cause.getMessage());
        } catch (IllegalArgumentException badAuthorities) {
            return refusal(500, String.valueOf(badAuthorities.getMessage()));
        }
    }

    private static Duration patience(RequestContext context) {
        boolean open = context.info().verb().equals("watch")
                || context.request().headers().first("upgrade") != null;
        return open ? Duration.ZERO : PATIENCE;
    }

    private static boolean isRedirect(ApiResponse answer) {
        return answer.status() >= 300
                && answer.status() < 400
                && answer.status() != 304
                && answer.headers().first("location") != null;
    }

    /** What this server says of each answer itself. */
    private static Headers without(Headers headers) {
        List<Map.Entry<String, String>> kept = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!name.equals("audit-id") && !name.equals("cache-control") && !name.equals("date")) {
                kept.add(Map.entry(name, value));
            }
        });
        return Headers.copyOf(kept);
    }

    private static ApiResponse refusal(int status, String why) {
        ApiResponse plain = ApiResponse.of(status, TEXT, (why + "\n").getBytes(StandardCharsets.UTF_8));
        return new ApiResponse(status, plain.headers().and("x-content-type-options", "nosniff"), plain.body());
    }
}
