/** Placeholder. */
@NullMarked
package io.jubernetes.client;

import org.jspecify.annotations.NullMarked;
