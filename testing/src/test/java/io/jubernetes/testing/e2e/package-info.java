/** The finished product from outside: {@code ./jube} as a process, kubectl as its user, real processes as pods. */
@NullMarked
package io.jubernetes.testing.e2e;

import org.jspecify.annotations.NullMarked;
