/** Cluster IPs and node ports of Services: each is given to one Service at a time. */
@NullMarked
package io.jubernetes.apiserver.allocation;

import org.jspecify.annotations.NullMarked;
