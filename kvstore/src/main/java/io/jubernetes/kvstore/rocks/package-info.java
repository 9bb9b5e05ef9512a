/**
 * The durable engine: RocksDB under one committer.
 *
 * <p>Column families, and what they hold. Numbers are eight bytes, big-endian.
 *
 * <pre>
 *   default    format | revision | compacted | collected     (texts → number)
 *   current    key                 → create revision, mod revision, value       what exists now, in key order
 *   changes    revision, key       → kind, create revision, mod revision, value of what the change replaced
 *   versions   key, 0, revision    → mod revision of what the change at that revision replaced
 * </pre>
 *
 * <p>{@code changes} is an undo log. What a key held at revision R is what {@code current} says, when that is not newer than
 * R; else it is what the first change of the key after R replaced, which {@code versions} finds. So history up to C is given
 * up by cutting everything up to C off {@code changes} (whole files, for they lie in revision order), live values are stored
 * once, and the newest state is read in one sweep.
 *
 * <p>A turn of the committer is one {@code WriteBatch}: all four families change together or not at all.
 */
@NullMarked
package io.jubernetes.kvstore.rocks;

import org.jspecify.annotations.NullMarked;
