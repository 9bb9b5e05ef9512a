/** Claims that ask for more than they have. */
@NullMarked
package io.jubernetes.controllers.expansion;

import org.jspecify.annotations.NullMarked;
