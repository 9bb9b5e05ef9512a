/**
 * Services on a node: turns Services and EndpointSlices into an immutable {@link io.jubernetes.proxy.service.ServiceTable} and has
 * a {@link io.jubernetes.proxy.Dataplane} make it true.
 */
@NullMarked
package io.jubernetes.proxy;

import org.jspecify.annotations.NullMarked;
