/** What {@code jube store} does with an open store: in the server while one runs, asked over its local socket, else in the command. */
@NullMarked
package io.jubernetes.jube.store;

import org.jspecify.annotations.NullMarked;
