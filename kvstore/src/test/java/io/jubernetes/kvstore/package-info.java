/** The contract of every store, as tests. */
@NullMarked
package io.jubernetes.kvstore;

import org.jspecify.annotations.NullMarked;
