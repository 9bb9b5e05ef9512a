@NullMarked
package io.jubernetes.kubelet.runtime.cni;

import org.jspecify.annotations.NullMarked;
