/** Ranges of Services' addresses, which stay as long as addresses of theirs are in use. */
@NullMarked
package io.jubernetes.controllers.servicecidr;

import org.jspecify.annotations.NullMarked;
