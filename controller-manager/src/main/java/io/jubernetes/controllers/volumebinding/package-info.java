/** Claims and the volumes that satisfy them. */
@NullMarked
package io.jubernetes.controllers.volumebinding;

import org.jspecify.annotations.NullMarked;
