/**
 * What expressions cost, in the units that Kubernetes' limits are in: at most, as far as their schema tells, and in an evaluation.
 */
@NullMarked
package io.jubernetes.apiserver.cel.cost;

import org.jspecify.annotations.NullMarked;
