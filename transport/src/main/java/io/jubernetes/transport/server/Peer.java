package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.Caller;
import io.netty.handler.codec.http.HttpHeaders;

/** The other end of a connection, verified once, when its first request needs to know. Safe for use by several threads. */
interface Peer {

    /** Whether a request is refused because its sender is not who it says, or not who may come this way. */
    boolean isImpostor(HttpHeaders headers);

    Caller caller();
}
