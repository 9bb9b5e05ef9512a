/** Ways to change an object by saying only what is to be different. */
@NullMarked
package io.jubernetes.apimachinery.patch;

import org.jspecify.annotations.NullMarked;
