/** The server as its clients see it. */
@NullMarked
package io.jubernetes.apiserver;

import org.jspecify.annotations.NullMarked;
