/** Which objects a command is about, and what is done with the result. */
@NullMarked
package io.jubernetes.cli.selection;

import org.jspecify.annotations.NullMarked;
