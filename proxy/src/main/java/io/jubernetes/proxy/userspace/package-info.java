/** The dataplane without root: listening sockets that pass bytes on. */
@NullMarked
package io.jubernetes.proxy.userspace;

import org.jspecify.annotations.NullMarked;
