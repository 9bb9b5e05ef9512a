package io.jubernetes.apiserver.customresource;

import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.registry.Registry.Extension;
import io.jubernetes.apiserver.surface.ServedTypes.CustomType;
import java.util.Map;

/**
 * What is served because of a definition.
 *
 * @param edition stays the same as long as nothing changes for clients
 * @param types what clients are told of each version
 */
record CustomResource(String edition, Extension extension, Map<ResourceType, CustomType> types) {}
