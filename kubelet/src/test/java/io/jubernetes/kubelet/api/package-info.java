@NullMarked
package io.jubernetes.kubelet.api;

import org.jspecify.annotations.NullMarked;
