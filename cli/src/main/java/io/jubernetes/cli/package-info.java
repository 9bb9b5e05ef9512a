/** {@code jubectl}: the verbs, flags and outputs of kubectl. */
@NullMarked
package io.jubernetes.cli;

import org.jspecify.annotations.NullMarked;
