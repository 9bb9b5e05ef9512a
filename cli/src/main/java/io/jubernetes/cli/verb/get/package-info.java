/** How {@code get} lists, watches and prints. */
@NullMarked
package io.jubernetes.cli.verb.get;

import org.jspecify.annotations.NullMarked;
