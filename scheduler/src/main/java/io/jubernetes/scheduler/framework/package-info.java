/**
 * What scheduling is: a pod to place, a snapshot, plugins, and the plan they lead to.
 *
 * <p>Upstream's extension points, in the order of a pod's way: PreEnqueue ({@code PreEnqueuePlugin}), QueueSort
 * ({@code QueueSortPlugin}), PreFilter and Filter ({@code FilterPlugin}: prepare, then test), PostFilter, PreScore, Score and
 * NormalizeScore ({@code ScorePlugin}: prepare, score, normalize), Reserve, Permit, PreBind, Bind, PostBind.
 */
@NullMarked
package io.jubernetes.scheduler.framework;

import org.jspecify.annotations.NullMarked;
