/** ReplicaSets: a number of pods that are alike. */
@NullMarked
package io.jubernetes.controllers.replicaset;

import org.jspecify.annotations.NullMarked;
