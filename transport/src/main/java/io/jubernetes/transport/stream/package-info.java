/**
 * The protocols of exec, attach and port-forward on an upgraded connection: WebSocket channels and SPDY/3.1 streams, both on
 * blocking input and output, and SPDY inside WebSocket messages.
 */
@NullMarked
package io.jubernetes.transport.stream;

import org.jspecify.annotations.NullMarked;
