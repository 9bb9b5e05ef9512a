/** {@code KubeSchedulerConfiguration}: how it is read, and the profiles that it leads to. */
@NullMarked
package io.jubernetes.scheduler.config;

import org.jspecify.annotations.NullMarked;
