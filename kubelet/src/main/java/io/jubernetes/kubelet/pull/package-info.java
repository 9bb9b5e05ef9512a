/** Gets the images of containers: their names, credentials, policies and back-off. */
@NullMarked
package io.jubernetes.kubelet.pull;

import org.jspecify.annotations.NullMarked;
