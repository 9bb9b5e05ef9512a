/** Objects whose owners are gone go too, unless they were let go: a graph of all owner references in the cluster. */
@NullMarked
package io.jubernetes.controllers.garbagecollector;

import org.jspecify.annotations.NullMarked;
