/** What the person at the terminal sees, and where logs go. */
@NullMarked
package io.jubernetes.jube.console;

import org.jspecify.annotations.NullMarked;
