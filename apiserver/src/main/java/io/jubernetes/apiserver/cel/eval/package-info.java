/** Evaluates checked expressions as they stand, paying for each step. */
@NullMarked
package io.jubernetes.apiserver.cel.eval;

import org.jspecify.annotations.NullMarked;
