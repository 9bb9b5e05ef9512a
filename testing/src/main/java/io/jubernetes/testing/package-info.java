/** What tests are made of: the simulation of a whole cluster, its history, and the guarantees that are checked on it. */
@NullMarked
package io.jubernetes.testing;

import org.jspecify.annotations.NullMarked;
