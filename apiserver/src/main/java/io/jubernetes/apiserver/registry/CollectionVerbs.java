package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.media.MediaTypes;
import io.jubernetes.apiserver.registry.ListOptions.Following;
import io.jubernetes.apiserver.registry.Lister.ObjectList;
import io.jubernetes.apiserver.registry.ObjectVerbs.Place;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.Selection;
import io.jubernetes.apiserver.watchcache.WatchRequest;
import io.jubernetes.apiserver.watchcache.WatchRequest.Start;
import io.jubernetes.transport.stream.StreamFraming;
import io.jubernetes.transport.stream.WebSocketStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The verbs on all objects of a resource, from request to answer. */
final class CollectionVerbs {

    /** Watches without a time of their own end between this and twice this: not all clients come back at once. */
    private static final int WATCH_SECONDS = 1800;

    private final Lister lister;
    private final Environment environment;
    private final Rendering rendering;

    CollectionVerbs(Lister lister, Environment environment, Rendering rendering) {
        this.lister = lister;
        this.environment = environment;
        this.rendering = rendering;
    }

    ApiResponse list(Resource resource, Target target, RequestContext context) {
        ApiRequest request = context.request();
        Rendering.wanted(resource.type(), request);
        ListOptions options = ListOptions.parse(request.query(), false);
        Selection selection = Selections.parse(resource, request.query(), target.namespace(), "");
        return rendering.list(resource.type(), lister.list(resource, selection, options), request);
    }

    ApiResponse watch(Resource resource, Target target, RequestContext context) {
        ApiRequest request = context.request();
        ListOptions options = ListOptions.parse(request.query(), true);
        Selection selection = Selections.parse(resource, request.query(), target.namespace(), target.name());
        if (options.revision() > 0) {
            lister.awaitRevision(options.revision());
        }
        WatchRequest wanted = new WatchRequest(
                selection,
                start(options),
                options.following().bookmarks(),
                timeout(options.following()),
                WatchForms.in(resource.versions(), rendering.events(resource.type(), request)));
        ResponseBody.Stream events =
                resource.watches().open(wanted, resource.type().namespaced());
        String contentType = wanted.form().contentType();
        if (WebSocketStream.isAsked(request)) {
            StreamFraming framing = contentType.equals(MediaTypes.JSON) ? StreamFraming.LINES : StreamFraming.PREFIXED;
            return WebSocketStream.ofMessages(request, environment, framing, events);
        }
        return new ApiResponse(200, Headers.of("content-type", contentType), events);
    }

    private static Start start(ListOptions options) {
        Following following = options.following();
        if (following.initialEvents() != null && following.initialEvents()) {
            return new Start.State(following.bookmarks());
        }
        if (options.revision() > 0) {
            return new Start.After(options.revision());
        }
        return following.initialEvents() == null ? new Start.State(false) : new Start.Now();
    }

    private Duration timeout(Following following) {
        return following.timeoutSeconds() > 0
                ? Duration.ofSeconds(following.timeoutSeconds())
                : Duration.ofSeconds(WATCH_SECONDS + environment.random().nextInt(WATCH_SECONDS));
    }

    ApiResponse deleteAll(Resource resource, Target target, ObjectVerbs objects, RequestContext context) {
        ApiRequest request = context.request();
        Rendering.wanted(resource.type(), request);
        DeleteOptions options = DeleteOptions.parse(BodyDecoder.optional(request), request.query());
        Selection selection = Selections.parse(resource, request.query(), target.namespace(), "");
        ObjectList found = lister.list(resource, selection, ListOptions.parse(request.query(), false));
        List<CachedObject> deleted = new ArrayList<>();
        for (CachedObject item : found.items()) {
            if (deleteOne(resource, item, options, objects, context)) {
                deleted.add(item);
            }
        }
        return rendering.list(resource.type(), new ObjectList(deleted, found.revision(), "", 0), request);
    }

    private static boolean deleteOne(
            Resource resource, CachedObject item, DeleteOptions options, ObjectVerbs objects, RequestContext context) {
        try {
            objects.delete(resource, new Place(item.namespace(), item.name(), ""), options, context);
            return true;
        } catch (ApiException refusal) {
            if (refusal.is(StatusReason.NotFound)) {
                return false;
            }
            throw refusal;
        }
    }
}
