/** What every controller is given, and what it is to its manager. */
@NullMarked
package io.jubernetes.controllers.context;

import org.jspecify.annotations.NullMarked;
