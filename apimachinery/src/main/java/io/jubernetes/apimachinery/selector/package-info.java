/** Label and field selectors. */
@NullMarked
package io.jubernetes.apimachinery.selector;

import org.jspecify.annotations.NullMarked;
