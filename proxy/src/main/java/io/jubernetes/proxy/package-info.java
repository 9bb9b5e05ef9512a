/** Placeholder. */
@NullMarked
package io.jubernetes.proxy;

import org.jspecify.annotations.NullMarked;
