/** The scheduler under the shapes of upstream's scheduler_perf. */
@NullMarked
package io.jubernetes.bench.scheduler;

import org.jspecify.annotations.NullMarked;
