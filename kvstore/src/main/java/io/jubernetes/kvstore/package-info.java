/**
 * The versioned store: what the API server keeps its objects in.
 *
 * <p>One strictly increasing <i>revision</i> numbers the whole store: every committed transaction gets the next one, and all
 * keys that it touches carry it as their <i>mod revision</i>. Revision 0 is the empty store before the first write. History
 * down to the <i>compacted revision</i> stays readable. {@link io.jubernetes.kvstore.VersionedStore} is the contract,
 * {@code memory} its readable specification, {@code rocks} the durable engine of one process, {@code etcd} the one that several
 * API servers share.
 */
@NullMarked
package io.jubernetes.kvstore;

import org.jspecify.annotations.NullMarked;
