/** The naming rules of objects, labels and annotations. */
@NullMarked
package io.jubernetes.apimachinery.name;

import org.jspecify.annotations.NullMarked;
