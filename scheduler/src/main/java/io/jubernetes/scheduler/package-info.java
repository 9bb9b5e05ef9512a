/** Placeholder. */
@NullMarked
package io.jubernetes.scheduler;

import org.jspecify.annotations.NullMarked;
