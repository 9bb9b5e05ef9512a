/**
 * The memory engine: the store's contract in its simplest form, the specification that the other engines are compared with,
 * and the store of simulations and tests. It has no threads and forgets everything when it is closed.
 */
@NullMarked
package io.jubernetes.kvstore.memory;

import org.jspecify.annotations.NullMarked;
