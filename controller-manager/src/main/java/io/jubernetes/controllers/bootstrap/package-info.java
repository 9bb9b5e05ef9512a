/** Bootstrap tokens, by which nodes join: what they sign, and their end. */
@NullMarked
package io.jubernetes.controllers.bootstrap;

import org.jspecify.annotations.NullMarked;
