package io.jubernetes.apiserver.virtual;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The review resources: a question is posted, its answer stands in the status that comes back. */
public final class ReviewHandler implements SubresourceHandler {

    private final Map<Resource, Review> reviews = new LinkedHashMap<>();

    /** @param name the plural */
    public record Resource(String group, String name, String kind) {}

    /** Answers one kind of question. */
    @FunctionalInterface
    public interface Review {

        /** Fills in the status. */
        void answer(RequestContext context, ObjectNode review);
    }

    public ReviewHandler(Map<Resource, Review> reviews) {
        this.reviews.putAll(reviews);
    }

    @Override
    public boolean serves(String group, String resourceAndSubresource) {
        return reviews.keySet().stream().anyMatch(r -> isFor(r, group, resourceAndSubresource));
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        Target target = Objects.requireNonNull(context.info().target());
        if (!context.info().verb().equals("create")) {
            throw ApiException.methodNotAllowed("the server does not allow this method on the requested resource");
        }
        Resource resource = reviews.keySet().stream()
                .filter(r -> isFor(r, target.group(), target.resourceAndSubresource()))
                .findFirst()
                .orElseThrow();
        ObjectNode review = VirtualBody.read(context.request(), target.api().toString(), resource.kind());
        Objects.requireNonNull(reviews.get(resource)).answer(context, review);
        return VirtualBody.created(review, context.request());
    }

    private static boolean isFor(Resource resource, String group, String name) {
        return resource.group().equals(group) && resource.name().equals(name);
    }
}
