/** Namespaces on their way out: all their content goes first. */
@NullMarked
package io.jubernetes.controllers.namespace;

import org.jspecify.annotations.NullMarked;
