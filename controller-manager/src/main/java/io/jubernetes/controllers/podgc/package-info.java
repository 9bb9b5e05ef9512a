/** Pods that nobody will ever finish, and ended pods beyond a number. */
@NullMarked
package io.jubernetes.controllers.podgc;

import org.jspecify.annotations.NullMarked;
