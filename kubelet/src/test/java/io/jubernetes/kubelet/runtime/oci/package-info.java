@NullMarked
package io.jubernetes.kubelet.runtime.oci;

import org.jspecify.annotations.NullMarked;
