@NullMarked
package io.jubernetes.kubelet.pull;

import org.jspecify.annotations.NullMarked;
