/** How fast a node's pods start and what its agent takes, by runtime. */
@NullMarked
package io.jubernetes.bench.node;

import org.jspecify.annotations.NullMarked;
