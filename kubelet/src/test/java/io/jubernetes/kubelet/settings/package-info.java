@NullMarked
package io.jubernetes.kubelet.settings;

import org.jspecify.annotations.NullMarked;
