/** A container's environment variables: values, references to other objects and to the pod itself, and services. */
@NullMarked
package io.jubernetes.kubelet.env;

import org.jspecify.annotations.NullMarked;
