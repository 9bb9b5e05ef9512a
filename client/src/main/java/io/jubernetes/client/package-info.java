/** Typed and dynamic calls to a Kubernetes API, over HTTP or within the process. */
@NullMarked
package io.jubernetes.client;

import org.jspecify.annotations.NullMarked;
