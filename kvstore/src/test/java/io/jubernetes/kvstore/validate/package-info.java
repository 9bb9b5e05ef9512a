/**
 * The guarantees of a watch, each as a validator of its own, run over what watches recorded while others wrote; and the
 * check that concurrent reads and writes fit into one order.
 */
@NullMarked
package io.jubernetes.kvstore.validate;

import org.jspecify.annotations.NullMarked;
