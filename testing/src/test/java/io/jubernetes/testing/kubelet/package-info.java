@NullMarked
package io.jubernetes.testing.kubelet;

import org.jspecify.annotations.NullMarked;
