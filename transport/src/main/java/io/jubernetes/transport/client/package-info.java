/** HTTP/1.1 on blocking sockets, for what the JDK's client cannot: connections that leave HTTP after a 101. */
@NullMarked
package io.jubernetes.transport.client;

import org.jspecify.annotations.NullMarked;
