@NullMarked
package io.jubernetes.kubelet.runtime.process;

import org.jspecify.annotations.NullMarked;
