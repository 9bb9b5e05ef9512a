package io.jubernetes.controllers.autoscaling;

import java.time.Duration;
import java.time.Instant;

/**
 * What a pod used.
 *
 * @param milli thousandths of the metric's unit
 * @param window over which it was measured
 */
record Sample(long milli, Instant time, Duration window) {}
