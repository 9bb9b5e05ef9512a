/**
 * The etcd engine: the store's contract on top of an etcd cluster, which several API servers may share.
 *
 * <p>Revisions are etcd's. An etcd that nobody ever wrote to is at revision 1, so the first commit is revision 2; writes of
 * others take numbers too.
 *
 * <pre>
 *   commit ──────────► etcd ──── watch of all keys ────► Follower ──► Watches ──► sinks
 *      ▲                                                                 │
 *      └───────────── answered when the change has passed here ◄─────────┘
 * </pre>
 *
 * <p>One stream of changes of <i>all</i> keys is followed, whatever the prefix: so every revision brings at least one event, a
 * missing one is noticed, and having seen revision R means having seen all up to R. No progress notification of etcd is
 * relied on: those asked for by hand may run ahead of events before etcd 3.4.25 and 3.5.8.
 */
@NullMarked
package io.jubernetes.kvstore.etcd;

import org.jspecify.annotations.NullMarked;
