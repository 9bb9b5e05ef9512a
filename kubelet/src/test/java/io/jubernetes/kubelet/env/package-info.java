@NullMarked
package io.jubernetes.kubelet.env;

import org.jspecify.annotations.NullMarked;
