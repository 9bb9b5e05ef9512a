/** A pod's volumes: directories and files of the node, made before its containers start and kept current while they run. */
@NullMarked
package io.jubernetes.kubelet.volume;

import org.jspecify.annotations.NullMarked;
