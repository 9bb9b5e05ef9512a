/** Typed objects from JSON and back. */
@NullMarked
package io.jubernetes.client.json;

import org.jspecify.annotations.NullMarked;
