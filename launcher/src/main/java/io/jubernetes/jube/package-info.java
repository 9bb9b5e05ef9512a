/** Placeholder. */
@NullMarked
package io.jubernetes.jube;

import org.jspecify.annotations.NullMarked;
