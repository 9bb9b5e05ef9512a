/**
 * The durable engine: RocksDB under one committer.
 *
 * <p>Column families, and what they hold. Numbers are eight bytes, big-endian; {@code ~} is the complement, so that newer sorts
 * before older.
 *
 * <pre>
 *   default    format, collected                          → number
 *              head                                       → revision, content hash, compacted revision
 *   versions   key, 0, ~revision, create revision         → value; nothing, with create revision 0, where the key was deleted
 *   current    key                                        → revision, create revision, hash of the item       what exists now
 *   changes    last revision of a turn                    → what its revisions changed, and the hash after each ({@link
 *                                                           io.jubernetes.kvstore.rocks.TurnRecord})
 * </pre>
 *
 * <p>Each value is written once, into {@code versions}; an overwrite or a delete leaves it where it is. The newest version of a key
 * comes first, so a range at any revision is one sweep. {@code current} answers whether a key exists and which revision wrote it,
 * mostly from its Bloom filter. History up to C is given up by deleting the versions that were replaced at or before C, which
 * {@code changes} names.
 *
 * <p>A turn of the committer is one {@code WriteBatch}: all families change together or not at all.
 */
@NullMarked
package io.jubernetes.kvstore.rocks;

import org.jspecify.annotations.NullMarked;
