/** What controllers ask of pods, and how they are made from a template. */
@NullMarked
package io.jubernetes.controllers.pods;

import org.jspecify.annotations.NullMarked;
