package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import io.jubernetes.apiserver.registry.ObjectVerbs.Place;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import io.jubernetes.apiserver.surface.Surface;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Finds out what a request on a resource wants, and who does it. */
final class ResourceHandler {

    private static final ApiResponse NO_SUCH_PATH =
            ApiResponse.of(404, "text/plain; charset=utf-8", "404 page not found\n".getBytes(StandardCharsets.UTF_8));

    private final Supplier<Serving> serving;
    private final Surface surface;
    private final Parts parts;

    /** Who does it. */
    record Parts(ObjectVerbs objects, CollectionVerbs collections, ScaleSubresource scale, PodActions pods) {}

    ResourceHandler(Supplier<Serving> serving, Surface surface, Parts parts) {
        this.serving = serving;
        this.surface = surface;
        this.parts = parts;
    }

    ApiResponse handle(RequestContext context, Target target) {
        Serving now = serving.get();
        ResourceType type = now.catalogue().find(target.group(), target.api().version(), target.resource());
        if (type == null || misplaced(type, target)) {
            return NO_SUCH_PATH;
        }
        context.serves(type);
        requireVerb(type, target, context.info().verb());
        warnOfOldKinds(type, context);
        for (SubresourceHandler handler : surface.subresources()) {
            if (handler.serves(type.group(), target.resourceAndSubresource())) {
                return handler.serve(context);
            }
        }
        Resource resource = now.find(type);
        if (resource == null) {
            return unstored(now, context, target, type);
        }
        warnOfDeprecation(resource, target, context);
        return target.subresource().isEmpty()
                ? ofResource(context, target, resource)
                : ofSubresource(context, target, resource);
    }

    private static void warnOfDeprecation(Resource resource, Target target, RequestContext context) {
        Content content = resource.content();
        boolean scale = target.subresource().equals("scale");
        String text = scale ? content.scale().deprecation() : content.deprecation();
        if (!text.isEmpty()) {
            context.warnOfDeprecation(text);
        }
    }

    private static void warnOfOldKinds(ResourceType type, RequestContext context) {
        switch (type.groupResource()) {
            case "endpoints" ->
                context.warnOfDeprecation(
                        "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
            case "componentstatuses" -> context.warnOfDeprecation("v1 ComponentStatus is deprecated in v1.19+");
            default -> {}
        }
    }

    private static boolean misplaced(ResourceType type, Target target) {
        boolean own = type.plural().equals("namespaces") && type.group().isEmpty();
        return !type.namespaced() && !own && !target.namespace().isEmpty();
    }

    private static void requireVerb(ResourceType type, Target target, String verb) {
        if (target.subresource().isEmpty()) {
            boolean everywhere = type.namespaced() && target.namespace().isEmpty();
            boolean collective = verb.equals("list") || verb.equals("watch");
            if (!type.allows(verb) || (everywhere && !collective)) {
                throw notAllowed();
            }
            return;
        }
        Subresource subresource = type.subresource(target.subresource());
        if (subresource == null) {
            throw new ApiException(StatusReason.NotFound, "the server could not find the requested resource");
        }
        if (!subresource.allows(verb)) {
            throw notAllowed();
        }
    }

    private static ApiException notAllowed() {
        return new ApiException(
                StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource");
    }

    private ApiResponse unstored(Serving now, RequestContext context, Target target, ResourceType type) {
        Resource pods = now.preferred("", "pods");
        if (pods != null && type.groupResource().equals("bindings")) {
            return parts.pods().bind(pods, new Place(target.namespace(), "", "binding"), context);
        }
        throw notAllowed();
    }

    private ApiResponse ofResource(RequestContext context, Target target, Resource resource) {
        String namespace = resource.type().namespaced() ? target.namespace() : "";
        Place place = new Place(namespace, target.name(), "");
        Target scoped = new Target(target.api(), namespace, target.resource(), target.name(), "", "");
        return switch (context.info().verb()) {
            case "get" -> parts.objects().get(resource, ResourceKeys.path(namespace, target.name()), context);
            case "list" -> parts.collections().list(resource, scoped, context);
            case "watch" -> parts.collections().watch(resource, scoped, context);
            case "create" -> create(resource, place, context);
            case "update" -> parts.objects().update(resource, place, context);
            case "patch" -> parts.objects().patch(resource, place, context);
            case "delete" -> parts.objects().delete(resource, place, context);
            case "deletecollection" -> parts.collections().deleteAll(resource, scoped, parts.objects(), context);
            default -> throw notAllowed();
        };
    }

    private ApiResponse create(Resource resource, Place place, RequestContext context) {
        if (!place.name().isEmpty()) {
            throw notAllowed();
        }
        return parts.objects().create(resource, place.namespace(), context);
    }

    private ApiResponse ofSubresource(RequestContext context, Target target, Resource resource) {
        String namespace = resource.type().namespaced() ? target.namespace() : "";
        Place place = new Place(namespace, target.name(), target.subresource());
        String verb = context.info().verb();
        return switch (target.subresource()) {
            case "scale" -> parts.scale().handle(verb, resource, place, context);
            case "binding" -> parts.pods().bind(resource, place, context);
            case "eviction" -> parts.pods().evict(resource, place, parts.objects(), context);
            case "status", "finalize", "approval", "ephemeralcontainers", "resize" ->
                ofItself(verb, resource, place, context);
            default ->
                throw new ApiException(
                        StatusReason.ServiceUnavailable,
                        "no part of this server serves " + target.resourceAndSubresource());
        };
    }

    private ApiResponse ofItself(String verb, Resource resource, Place place, RequestContext context) {
        return switch (verb) {
            case "get" -> parts.objects().get(resource, ResourceKeys.path(place.namespace(), place.name()), context);
            case "update" -> parts.objects().update(resource, place, context);
            default -> parts.objects().patch(resource, place, context);
        };
    }
}
