@NullMarked
package io.jubernetes.kvstore.etcd;

import org.jspecify.annotations.NullMarked;
