/** One file per verb. */
@NullMarked
package io.jubernetes.cli.verb;

import org.jspecify.annotations.NullMarked;
