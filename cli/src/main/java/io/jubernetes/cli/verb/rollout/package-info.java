/** Rollouts of workloads: how far they are, what went before, and back to it. */
@NullMarked
package io.jubernetes.cli.verb.rollout;

import org.jspecify.annotations.NullMarked;
