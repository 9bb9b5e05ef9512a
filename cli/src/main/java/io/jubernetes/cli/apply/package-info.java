/** Declarative changes: what was written before, what is written now, and what the server has. */
@NullMarked
package io.jubernetes.cli.apply;

import org.jspecify.annotations.NullMarked;
