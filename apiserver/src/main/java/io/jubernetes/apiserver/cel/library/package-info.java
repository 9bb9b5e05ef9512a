/** The functions that expressions in CEL may call: CEL's own, its extensions, and Kubernetes'. */
@NullMarked
package io.jubernetes.apiserver.cel.library;

import org.jspecify.annotations.NullMarked;
