/** One active process among several, by a Lease. */
@NullMarked
package io.jubernetes.client.leader;

import org.jspecify.annotations.NullMarked;
