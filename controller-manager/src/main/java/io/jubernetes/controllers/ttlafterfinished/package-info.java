/** Finished Jobs that are not wanted any more after a time. */
@NullMarked
package io.jubernetes.controllers.ttlafterfinished;

import org.jspecify.annotations.NullMarked;
