/** Verbs that talk to the containers of pods. */
@NullMarked
package io.jubernetes.cli.verb.pod;

import org.jspecify.annotations.NullMarked;
