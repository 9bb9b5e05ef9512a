package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.strategy.Strategy;

/** A resource in one version: all that does not depend on where its objects lie. */
public record Kind(ResourceType type, Strategy strategy, Content content, Versions versions) {}
