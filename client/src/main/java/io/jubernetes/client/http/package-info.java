/** The API over HTTP. */
@NullMarked
package io.jubernetes.client.http;

import org.jspecify.annotations.NullMarked;
