package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.aggregation.ServiceAddresses.Address;
import io.jubernetes.apiserver.surface.RemoteVersion.Known;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other servers how they are and what they serve. */
final class Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    static final Known NOTHING = new Known(false, MissingNode.getInstance(), "", MissingNode.getInstance());

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 5;
    private static final UserInfo SELF = new UserInfo("system:kube-aggregator", "system:masters");

    private final Environment environment;

    Inquiry(Environment environment) {
        this.environment = environment;
    }

    record Outcome(Verdict verdict, Known known) {}

    /** @param before what was known; it stays where nothing new is learned */
    Outcome ask(Registration registration, RemoteServer server, Known before) throws InterruptedException {
        Verdict problem = server.located().problem();
        if (problem != null) {
            return new Outcome(problem, before.outdated());
        }
        String failure = "";
        List<Address> ready = server.located().ready();
        for (Address address : ready.subList(0, Math.min(ATTEMPTS, ready.size()))) {
            failure = failure(registration, server, address);
            if (failure.isEmpty()) {
                return new Outcome(Verdict.PASSED, learned(registration, server, address, before));
            }
        }
        return new Outcome(Verdict.no("FailedDiscoveryCheck", failure), before.outdated());
    }

    /** Empty when all is well. */
    private String failure(Registration registration, RemoteServer server, Address address)
            throws InterruptedException {
        String path = path(registration);
        String url = "https://" + address + path;
        String start = "failing or missing response from " + url + ": ";
        try {
            ApiResponse answer = server.probe(address, request(path), PATIENCE);
            WholeBody.read(answer.body(), environment, PATIENCE);
            return answer.status() / 100 == 2 ? "" : start + "bad status from " + url + ": " + answer.status();
        } catch (UncheckedIOException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return start + "Get \"" + url + "\": " + cause.getMessage();
        }
    }

    private static String path(Registration registration) {
        return "/apis/" + registration.groupVersion();
    }

    private static ApiRequest request(String path) {
        Headers headers = Headers.of("accept", "application/json", "user-agent", "kube-apiserver");
        return new ApiRequest(
                "GET",
                path,
                QueryParameters.EMPTY,
                FrontProxy.headers(headers, SELF),
                new byte[0],
                new Caller.Local(SELF));
    }

    private Known learned(Registration registration, RemoteServer server, Address address, Known before)
            throws InterruptedException {
        JsonNode list = get(server, address, path(registration));
        if (list == null) {
            return before.outdated();
        }
        JsonNode resources = ResourceLists.toDiscovery(list, registration.group(), registration.version());
        String openApi = openApi(registration, server, address);
        boolean same = openApi.equals(before.openApi()) && !before.swagger().isMissingNode();
        JsonNode swagger = same ? before.swagger() : swagger(registration, server, address);
        return new Known(true, resources, openApi, swagger);
    }

    private String openApi(Registration registration, RemoteServer server, Address address)
            throws InterruptedException {
        JsonNode index = get(server, address, "/openapi/v3");
        return index == null
                ? ""
                : index.path("paths")
                        .path("apis/" + registration.groupVersion())
                        .path("serverRelativeURL")
                        .asText("");
    }

    /** Its definitions, and its paths below the group. */
    private JsonNode swagger(Registration registration, RemoteServer server, Address address)
            throws InterruptedException {
        JsonNode document = get(server, address, "/openapi/v2");
        if (document == null || !document.path("paths").isObject()) {
            return MissingNode.getInstance();
        }
        ObjectNode part = Json.object();
        ObjectNode paths = part.putObject("paths");
        document.path("paths").properties().forEach(entry -> {
            if ((entry.getKey() + "/").startsWith(path(registration) + "/")) {
                paths.set(entry.getKey(), entry.getValue());
            }
        });
        part.set("definitions", document.path("definitions"));
        return part;
    }

    /** Null when it cannot be had. */
    private @Nullable JsonNode get(RemoteServer server, Address address, String path) throws InterruptedException {
        try {
            ApiResponse answer = server.send(address, request(path), PATIENCE);
            byte[] body = WholeBody.read(answer.body(), environment, PATIENCE);
            return answer.status() == 200 ? Json.decode(body).object() : null;
        } catch (IOException | RuntimeException e) {
            LOG.debug("another server could not be asked; address={} path={} cause={}", address, path, e.toString());
            return null;
        }
    }
}
