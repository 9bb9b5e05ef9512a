/** The socket side of an {@link io.jubernetes.apimachinery.api.ApiHandler}: Netty reads and writes, virtual threads work. */
@NullMarked
package io.jubernetes.transport.server;

import org.jspecify.annotations.NullMarked;
