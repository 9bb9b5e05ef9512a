package io.jubernetes.apiserver.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apiserver.admission.NodeRestriction;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import io.jubernetes.apiserver.token.TokenSubject.Reference;
import io.jubernetes.apiserver.virtual.VirtualBody;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code serviceaccounts/token}: makes a token on request, for a while, for an audience, bound to an object if asked. */
public final class TokenRequestHandler implements SubresourceHandler {

    private static final long DEFAULT_SECONDS = 3600;
    private static final long SHORTEST_SECONDS = 600;
    private static final long LONGEST_SECONDS = 1L << 32;

    /** What nodes ask for on behalf of pods: old clients do not read their token again, so it is let live longer. */
    private static final long NODES_SECONDS = 3607;

    private static final Duration EXTENDED = Duration.ofDays(365);

    private final Environment environment;
    private final ObjectReader objects;
    private final ServiceAccountTokens tokens;

    public TokenRequestHandler(Environment environment, ObjectReader objects, ServiceAccountTokens tokens) {
        this.environment = environment;
        this.objects = objects;
        this.tokens = tokens;
    }

    @Override
    public boolean serves(String group, String resourceAndSubresource) {
        return group.isEmpty() && resourceAndSubresource.equals("serviceaccounts/token");
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        Target target = Objects.requireNonNull(context.info().target());
        if (!context.info().verb().equals("create")) {
            throw ApiException.methodNotAllowed("the server does not allow this method on the requested resource");
        }
        ObjectNode account = require("serviceaccounts", target.namespace(), target.name());
        ObjectNode request = VirtualBody.read(context.request(), "authentication.k8s.io/v1", "TokenRequest");
        ObjectNode spec = request.withObject("/spec");
        NodeRestriction.requireOwnPod(
                objects, context.user(), target.namespace(), target.name(), spec.path("boundObjectRef"));
        long seconds = seconds(spec, target.name());
        List<String> audiences = audiences(spec);
        TokenSubject subject = subject(account, spec.path("boundObjectRef"), target.namespace());
        fill(request, target, audiences, seconds);
        return VirtualBody.created(withToken(request, claims(subject, audiences, seconds), seconds), context.request());
    }

    private static long seconds(ObjectNode spec, String name) {
        long seconds = spec.path("expirationSeconds").asLong(DEFAULT_SECONDS);
        if (seconds < SHORTEST_SECONDS) {
            throw invalid(name, seconds, "may not specify a duration less than 10 minutes");
        }
        if (seconds > LONGEST_SECONDS) {
            throw invalid(name, seconds, "may not specify a duration larger than 2^32 seconds");
        }
        return seconds;
    }

    private static ApiException invalid(String name, long seconds, String why) {
        return ApiException.invalid(
                "authentication.k8s.io",
                "TokenRequest",
                name,
                List.of(new StatusCause(
                        "FieldValueInvalid", "Invalid value: " + seconds + ": " + why, "spec.expirationSeconds")));
    }

    private List<String> audiences(ObjectNode spec) {
        List<String> audiences = new ArrayList<>();
        spec.path("audiences").forEach(audience -> audiences.add(audience.asText()));
        return audiences.isEmpty() ? tokens.settings().audiences() : audiences;
    }

    private TokenSubject subject(ObjectNode account, JsonNode bound, String namespace) {
        Reference accountRef = reference(account);
        return switch (bound.path("kind").asText("")) {
            case "" -> new TokenSubject(namespace, accountRef, null, null, null);
            case "Pod" -> {
                ObjectNode pod = bound(bound, "pods", namespace);
                if (!pod.path("spec").path("serviceAccountName").asText().equals(accountRef.name())) {
                    throw ApiException.badRequest("cannot bind token for serviceaccount \"" + accountRef.name()
                            + "\" to pod running with different serviceaccount name.");
                }
                yield new TokenSubject(namespace, accountRef, reference(pod), nodeOf(pod), null);
            }
            case "Node" -> new TokenSubject(namespace, accountRef, null, reference(bound(bound, "nodes", "")), null);
            case "Secret" ->
                new TokenSubject(namespace, accountRef, null, null, reference(bound(bound, "secrets", namespace)));
            default ->
                throw ApiException.badRequest("cannot bind token to object of type "
                        + bound.path("apiVersion").asText() + ", Kind="
                        + bound.path("kind").asText());
        };
    }

    private ObjectNode bound(JsonNode reference, String resource, String namespace) {
        String name = reference.path("name").asText();
        ObjectNode object = require(resource, namespace, name);
        String wanted = reference.path("uid").asText("");
        String found = reference(object).uid();
        if (!wanted.isEmpty() && !wanted.equals(found)) {
            throw ApiException.conflict(
                    "",
                    resource,
                    name,
                    "the UID in the bound object reference (" + wanted + ") does not match the UID in record (" + found
                            + "). The object might have been deleted and then recreated");
        }
        return object;
    }

    private ObjectNode require(String resource, String namespace, String name) {
        ObjectNode object = objects.find("", resource, namespace, name);
        if (object == null) {
            throw ApiException.notFound("", resource, name);
        }
        return object;
    }

    private @Nullable Reference nodeOf(ObjectNode pod) {
        String node = pod.path("spec").path("nodeName").asText("");
        if (node.isEmpty()) {
            return null;
        }
        ObjectNode found = objects.find("", "nodes", "", node);
        return found == null ? new Reference(node, "") : reference(found);
    }

    private static Reference reference(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return new Reference(
                metadata.path("name").asText(), metadata.path("uid").asText());
    }

    private TokenClaims claims(TokenSubject subject, List<String> audiences, long seconds) {
        Instant now = environment.now();
        Instant end = now.plusSeconds(seconds);
        boolean extended = seconds == NODES_SECONDS
                && subject.pod() != null
                && audiences.equals(tokens.settings().audiences());
        return new TokenClaims(
                environment.newUid(),
                audiences,
                now,
                extended ? now.plus(EXTENDED) : end,
                extended ? end : null,
                subject);
    }

    private void fill(ObjectNode request, Target target, List<String> audiences, long seconds) {
        ObjectNode metadata = request.withObject("/metadata");
        metadata.put("name", target.name()).put("namespace", target.namespace());
        metadata.put("creationTimestamp", seconds(environment.now()));
        ObjectNode spec = request.withObject("/spec");
        audiences.forEach(spec.putArray("audiences")::add);
        spec.put("expirationSeconds", seconds);
    }

    private ObjectNode withToken(ObjectNode request, TokenClaims claims, long seconds) {
        ObjectNode status = request.putObject("status");
        status.put("token", tokens.issue(claims));
        status.put("expirationTimestamp", seconds(claims.issued().plusSeconds(seconds)));
        return request;
    }

    private static String seconds(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
    }
}
