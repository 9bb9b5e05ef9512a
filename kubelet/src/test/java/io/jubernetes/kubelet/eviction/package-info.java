@NullMarked
package io.jubernetes.kubelet.eviction;

import org.jspecify.annotations.NullMarked;
