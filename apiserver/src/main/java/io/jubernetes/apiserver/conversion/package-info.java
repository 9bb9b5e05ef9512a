/** Kubernetes' own kinds that are served in two versions: what of one is what of the other. */
@NullMarked
package io.jubernetes.apiserver.conversion;

import org.jspecify.annotations.NullMarked;
