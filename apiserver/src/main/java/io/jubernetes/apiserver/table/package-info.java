/** The server's side of {@code kubectl get}: tables with upstream's columns, and objects cut down to their metadata. */
@NullMarked
package io.jubernetes.apiserver.table;

import org.jspecify.annotations.NullMarked;
