/**
 * The durable engine: RocksDB under one committer.
 *
 * <p>Column families, and what they hold. Numbers are eight bytes, big-endian; {@code ~} is the complement, so that newer sorts
 * before older.
 *
 * <pre>
 *   default    format, collected                          → number
 *              head                                       → revision, content hash, compacted revision, sequence of the turn
 *   versions   key, 0, ~revision, create revision         → value; nothing, with create revision 0, where the key was deleted
 *   current    key                                        → create revision                                   what exists now
 *   changes    last revision of a turn                    → what its revisions changed, and the hash after each ({@link
 *                                                           io.jubernetes.kvstore.rocks.TurnRecord})
 * </pre>
 *
 * <p>Each value is written once, into {@code versions}; an overwrite or a delete leaves it where it is. The newest version of a key
 * comes first, so a range at any revision is one sweep. {@code current} answers whether a key exists, mostly from its Bloom filter,
 * and counts them; it changes when a key is created or deleted. History up to C is given up by deleting the versions that were
 * replaced at or before C, which {@code changes} names.
 *
 * <p>A turn of the committer is one {@code WriteBatch}: all families change together or not at all. It is a record of our own log
 * ({@link io.jubernetes.kvstore.log}) until it is in tables; RocksDB's log is not used. The head says how far the tables are, and so
 * where a start reads the log from. What the collector deletes is in no log: with the mark of how far it is it is lost or kept.
 */
@NullMarked
package io.jubernetes.kvstore.rocks;

import org.jspecify.annotations.NullMarked;
