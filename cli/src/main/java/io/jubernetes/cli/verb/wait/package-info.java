/** Waiting for what becomes of objects. */
@NullMarked
package io.jubernetes.cli.verb.wait;

import org.jspecify.annotations.NullMarked;
