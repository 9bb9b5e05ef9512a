/** Who owns which field. */
@NullMarked
package io.jubernetes.apimachinery.fieldmanagement;

import org.jspecify.annotations.NullMarked;
