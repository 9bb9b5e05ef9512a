/** One store of objects per resource: create, get, list, watch, update, patch and delete with Kubernetes' semantics. */
@NullMarked
package io.jubernetes.apiserver.registry;

import org.jspecify.annotations.NullMarked;
