package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apiserver.request.RequestContext;

/** Answers for a subresource that is not simply another view of the stored object: logs, exec, proxy, tokens. */
public interface SubresourceHandler {

    /** Whether this handler answers for {@code resource/subresource}, for instance {@code pods/log} of the group "". */
    boolean serves(String group, String resourceAndSubresource);

    /** Answers. {@link RequestContext#info} names the object; authentication and authorization have passed. */
    ApiResponse serve(RequestContext context);
}
