/** Resource quantities: exact decimal amounts with a binary, decimal or exponent suffix. */
@NullMarked
package io.jubernetes.apimachinery.quantity;

import org.jspecify.annotations.NullMarked;
