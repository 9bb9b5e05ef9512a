/** Placeholder. */
@NullMarked
package io.jubernetes.testing;

import org.jspecify.annotations.NullMarked;
