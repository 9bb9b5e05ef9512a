/** Ranges of pods' addresses for nodes. */
@NullMarked
package io.jubernetes.controllers.nodeipam;

import org.jspecify.annotations.NullMarked;
