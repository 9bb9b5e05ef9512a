/** A request to a Kubernetes API and its answer, independent of any transport. */
@NullMarked
package io.jubernetes.apimachinery.api;

import org.jspecify.annotations.NullMarked;
