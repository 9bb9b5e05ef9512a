/** What is particular to a kind: defaults that constants cannot say, preparation of writes, validation, immutability. */
@NullMarked
package io.jubernetes.apiserver.strategy;

import org.jspecify.annotations.NullMarked;
