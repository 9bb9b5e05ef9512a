@NullMarked
package io.jubernetes.kubelet.image;

import org.jspecify.annotations.NullMarked;
