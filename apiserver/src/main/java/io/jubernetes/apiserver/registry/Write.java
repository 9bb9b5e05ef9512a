package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.storage.ResourceKeys;

/**
 * A write under way.
 *
 * @param namespace empty for cluster-scoped resources
 * @param name empty when the object names itself
 */
record Write(Resource resource, String namespace, String name, WriteOptions options, RequestContext context) {

    UserInfo user() {
        return context.user();
    }

    boolean dryRun() {
        return options.dryRun();
    }

    Write on(String otherName) {
        return new Write(resource, namespace, otherName, options, context);
    }

    /** Whether the caches hold the object that is written. */
    boolean isStored() {
        return resource.cache().snapshot().get(ResourceKeys.path(namespace, name)) != null;
    }
}
