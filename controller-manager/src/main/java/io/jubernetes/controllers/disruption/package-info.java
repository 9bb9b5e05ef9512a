/** How many pods of each PodDisruptionBudget may be evicted now. */
@NullMarked
package io.jubernetes.controllers.disruption;

import org.jspecify.annotations.NullMarked;
