/** Benchmarks that need code of their own; those that drive the finished product are the scripts beside it. */
@NullMarked
package io.jubernetes.bench;

import org.jspecify.annotations.NullMarked;
