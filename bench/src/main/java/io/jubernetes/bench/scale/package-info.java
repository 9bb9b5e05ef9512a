/** How large a cluster one machine carries. */
@NullMarked
package io.jubernetes.bench.scale;

import org.jspecify.annotations.NullMarked;
