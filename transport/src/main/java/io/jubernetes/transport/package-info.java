/**
 * HTTP on the wire, for the API server and for node agents: the Netty server ({@code server}), certificates ({@code pki}), the
 * streaming protocols of exec, attach and port-forward ({@code stream}), and the client that relays them ({@code client}).
 */
@NullMarked
package io.jubernetes.transport;

import org.jspecify.annotations.NullMarked;
