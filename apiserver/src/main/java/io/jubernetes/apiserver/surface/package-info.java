/** The contracts between the core of the server and the parts that are plugged into it. */
@NullMarked
package io.jubernetes.apiserver.surface;

import org.jspecify.annotations.NullMarked;
