/** Unix domain sockets: whose process is at the other end, and whom it speaks for. */
@NullMarked
package io.jubernetes.transport.local;

import org.jspecify.annotations.NullMarked;
