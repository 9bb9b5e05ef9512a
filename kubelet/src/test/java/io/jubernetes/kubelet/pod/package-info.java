@NullMarked
package io.jubernetes.kubelet.pod;

import org.jspecify.annotations.NullMarked;
