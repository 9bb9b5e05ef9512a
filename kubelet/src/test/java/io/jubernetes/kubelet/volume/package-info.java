@NullMarked
package io.jubernetes.kubelet.volume;

import org.jspecify.annotations.NullMarked;
