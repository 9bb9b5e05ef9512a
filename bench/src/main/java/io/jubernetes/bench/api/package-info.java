/** The API server under load, over loopback TLS and HTTP/2. */
@NullMarked
package io.jubernetes.bench.api;

import org.jspecify.annotations.NullMarked;
