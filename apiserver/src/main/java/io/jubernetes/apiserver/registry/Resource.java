package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.strategy.Strategy;
import io.jubernetes.apiserver.watchcache.ResourceCache;
import io.jubernetes.apiserver.watchcache.WatchSource;

/** A served resource: what it is, where it lies, and what is particular to it. */
record Resource(ResourceType type, Strategy strategy, ResourceCache cache, WatchSource watches) {

    ResourceKeys keys() {
        return cache.keys();
    }

    ApiException notFound(String name) {
        return ApiException.notFound(type.group(), type.plural(), name);
    }

    ApiException alreadyExists(String name) {
        return ApiException.alreadyExists(type.group(), type.plural(), name);
    }

    ApiException conflict(String name, String why) {
        return ApiException.conflict(type.group(), type.plural(), name, why);
    }
}
