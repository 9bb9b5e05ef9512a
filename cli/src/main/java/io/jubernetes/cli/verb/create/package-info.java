/** {@code create} and its generators, one file for each kind of object. */
@NullMarked
package io.jubernetes.cli.verb.create;

import org.jspecify.annotations.NullMarked;
