/** The durable store beside etcd and beside a bare append log: {@code dev/bench kvstore}. */
@NullMarked
package io.jubernetes.bench.kvstore;

import org.jspecify.annotations.NullMarked;
