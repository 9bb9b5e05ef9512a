/** Several API servers on one etcd. */
@NullMarked
package io.jubernetes.testing.shared;

import org.jspecify.annotations.NullMarked;
