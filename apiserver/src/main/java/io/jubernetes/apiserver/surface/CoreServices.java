package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.ApiServerConfig;
import java.util.function.Supplier;

/**
 * What the core offers the parts that are plugged into it.
 *
 * @param types what the server serves
 * @param loopback the server itself, complete; usable from the start hooks on
 */
public record CoreServices(
        ApiServerConfig config,
        Environment environment,
        ObjectReader objects,
        ObjectSeeds seeds,
        Supplier<ServedTypes> types,
        ApiHandler loopback) {}
