/** The launcher: {@code jube up} and each component as a process of its own. The only place where all modules meet. */
@NullMarked
package io.jubernetes.jube;

import org.jspecify.annotations.NullMarked;
