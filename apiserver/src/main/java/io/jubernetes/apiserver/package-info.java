/**
 * The API server without a socket: {@link io.jubernetes.apiserver.ApiServer} answers requests from a versioned store and its
 * watch cache.
 */
@NullMarked
package io.jubernetes.apiserver;

import org.jspecify.annotations.NullMarked;
