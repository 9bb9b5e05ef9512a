/** Placeholder. */
@NullMarked
package io.jubernetes.transport;

import org.jspecify.annotations.NullMarked;
