/**
 * Expressions in CEL as Kubernetes has them. The library {@code dev.cel} parses and checks them; what they cost, the functions and the
 * evaluation are here, because Kubernetes' users know upstream's limits and messages.
 */
@NullMarked
package io.jubernetes.apiserver.cel;

import org.jspecify.annotations.NullMarked;
