/** gRPC to servers on this machine. */
@NullMarked
package io.jubernetes.transport.grpc;

import org.jspecify.annotations.NullMarked;
