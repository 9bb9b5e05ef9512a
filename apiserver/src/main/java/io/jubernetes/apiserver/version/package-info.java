/** Which version of Kubernetes this server speaks, and what it is. */
@NullMarked
package io.jubernetes.apiserver.version;

import org.jspecify.annotations.NullMarked;
