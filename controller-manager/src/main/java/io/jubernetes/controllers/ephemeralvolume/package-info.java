/** Claims that come and go with a pod. */
@NullMarked
package io.jubernetes.controllers.ephemeralvolume;

import org.jspecify.annotations.NullMarked;
