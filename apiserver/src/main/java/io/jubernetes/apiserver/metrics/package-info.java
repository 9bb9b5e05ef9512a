/** What the server counts and measures of itself, in the form that Prometheus reads, under the names that upstream's have. */
@NullMarked
package io.jubernetes.apiserver.metrics;

import org.jspecify.annotations.NullMarked;
