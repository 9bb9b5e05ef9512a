package io.jubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.client.json.ObjectCodec;
import io.jubernetes.client.json.ObjectMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client of a Kubernetes API, whatever way leads there. Safe for use by several threads. */
public final class ApiClient {

    /** Over HTTP the transport says who calls, not the request. */
    private static final Caller UNNAMED = new Caller.Local(new UserInfo(""));

    private final ApiHandler handler;
    private final WriteOptions writing;

    public ApiClient(ApiHandler handler) {
        this(handler, WriteOptions.DEFAULT);
    }

    private ApiClient(ApiHandler handler, WriteOptions writing) {
        this.handler = handler;
        this.writing = writing;
    }

    /** A client that calls a server of this process as {@code who}. */
    public static ApiClient inProcess(ApiHandler server, UserInfo who) {
        Caller caller = new Caller.Local(who);
        return new ApiClient(request -> server.handle(request.withCaller(caller)));
    }

    /** This client, under a name by which servers tell it from others: who wrote what they keep under it. */
    public ApiClient named(String userAgent) {
        return new ApiClient(
                request -> handler.handle(request.withHeaders(request.headers().and("user-agent", userAgent))),
                writing);
    }

    /** This client, with its writes counted among those of a pace. */
    public ApiClient paced(Pace pace) {
        return new ApiClient(pace.over(handler), writing);
    }

    /** This client, writing in another way. */
    public ApiClient writing(WriteOptions options) {
        return new ApiClient(handler, options);
    }

    /** The calls on the resource of a typed class. */
    public <T extends HasMetadata> ResourceClient<T> resources(Class<T> type) {
        ResourcePath path = new ResourcePath(
                HasMetadata.getGroup(type),
                HasMetadata.getVersion(type),
                HasMetadata.getPlural(type),
                Namespaced.class.isAssignableFrom(type));
        return new RemoteResources<>(this, path, ObjectCodec.typed(type), writing);
    }

    /** The calls on a resource by its name, with objects as JSON trees. */
    public DynamicClient dynamic(String group, String version, String plural, boolean namespaced) {
        ResourcePath path = new ResourcePath(group, version, plural, namespaced);
        return new DynamicClient(new RemoteResources<ObjectNode>(this, path, ObjectCodec.tree(), writing));
    }

    /** The calls on a resource by its name, reading no more of objects than their metadata. */
    public ResourceClient<ObjectMetadata> metadata(String group, String version, String plural, boolean namespaced) {
        ResourcePath path = new ResourcePath(group, version, plural, namespaced);
        return new RemoteResources<>(this, path, ObjectCodec.metadata(), writing);
    }

    /** Sends a request as it is. Refusals are answers here, not exceptions. */
    public ApiResponse raw(ApiRequest request) {
        return handler.handle(request);
    }

    /** Sends a request; an answer that is not a success is thrown. */
    ApiResponse send(ApiRequest request) {
        ApiResponse response = handler.handle(request.withCaller(UNNAMED));
        if (response.status() >= 300) {
            throw Refusals.exception(response);
        }
        return response;
    }

    /** Like {@link #send}, for answers that say nothing new; they are read nevertheless, as the connection is kept till then. */
    void sendAndForget(ApiRequest request) {
        try {
            Bodies.bytes(send(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
