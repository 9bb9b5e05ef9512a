/**
 * Jobs: pods that run to their end. A pod carries a finalizer until its end is counted in the Job's status, so that no pod can be
 * lost and none counted twice: {@link io.jubernetes.controllers.job.JobTracking} draws how.
 */
@NullMarked
package io.jubernetes.controllers.job;

import org.jspecify.annotations.NullMarked;
