package io.jubernetes.apiserver.surface;

import io.jubernetes.apiserver.table.TableConvertor;
import java.util.List;

/**
 * The parts that are plugged into the core.
 *
 * @param startHooks run once, in order, when the caches are warm and before the server says that it is ready; they may use
 *     {@link CoreServices#loopback}
 */
public record Surface(
        Access access,
        List<NonResourceEndpoint> endpoints,
        List<SubresourceHandler> subresources,
        List<WriteHook> writeHooks,
        TableConvertor tables,
        List<Runnable> startHooks) {

    public Surface {
        endpoints = List.copyOf(endpoints);
        subresources = List.copyOf(subresources);
        writeHooks = List.copyOf(writeHooks);
        startHooks = List.copyOf(startHooks);
    }

    /** Who is it, and may they. */
    public record Access(Authenticator authenticator, Authorizer authorizer) {}
}
