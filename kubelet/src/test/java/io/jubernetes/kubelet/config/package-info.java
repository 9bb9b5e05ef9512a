@NullMarked
package io.jubernetes.kubelet.config;

import org.jspecify.annotations.NullMarked;
