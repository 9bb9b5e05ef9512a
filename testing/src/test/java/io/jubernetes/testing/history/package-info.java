/** The upkeep of the store's history. */
@NullMarked
package io.jubernetes.testing.history;

import org.jspecify.annotations.NullMarked;
