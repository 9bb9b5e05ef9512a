/**
 * A log of records in a few files that are written again and again: what was decided is durable here before anybody is told of it,
 * until it is durable elsewhere.
 *
 * <pre>
 *   record    checksum of what follows (4 bytes), length (4), sequence (8), bytes; numbers big-endian, the checksum is CRC32C
 *   segment   records with consecutive sequences from its beginning; behind them zeros, or what an earlier use left
 *   log       segments; the next one begins with the sequence that follows
 * </pre>
 *
 * <p>Segments are filled with zeros before records go into them, because the sync of a file is twice as fast where neither its
 * size nor its blocks change. A segment whose records are durable elsewhere is written anew from its beginning. What lies behind its
 * newest record then has smaller sequences, and ends the segment like a checksum that does not fit.
 *
 * <p>At most the records of one write can be torn, and they are the last ones: a segment gets its first record when the one before
 * is durable. So a gap between segments is damage, and is told.
 */
@NullMarked
package io.jubernetes.kvstore.log;

import org.jspecify.annotations.NullMarked;
