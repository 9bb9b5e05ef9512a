/** JSON patch, JSON merge patch and strategic merge patch. */
@NullMarked
package io.jubernetes.apimachinery.patch;

import org.jspecify.annotations.NullMarked;
