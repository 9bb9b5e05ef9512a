package io.jubernetes.kvstore.rocks;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractImmutableNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;

/** RocksDB's settings, and the native objects they are made of. */
final class DatabaseOptions implements AutoCloseable {

    private static final long MIB = 1 << 20;

    private final Deque<AbstractImmutableNativeReference> owned = new ArrayDeque<>();
    private final DBOptions database;
    private final ColumnFamilyOptions family;

    DatabaseOptions(RocksStoreConfig config) {
        RocksStoreConfig.Memory memory = config.memory();
        LRUCache cache = own(new LRUCache(memory.cacheBytes()));
        BloomFilter filter = own(new BloomFilter(10));
        this.family = own(new ColumnFamilyOptions())
                .setTableFormatConfig(tables(cache, filter))
                .setWriteBufferSize(Math.min(memory.writeBufferBytes() / 2, 128 * MIB))
                .setMaxWriteBufferNumber(4)
                .setLevelCompactionDynamicLevelBytes(true)
                // few and large steps: each takes in all that the next level holds of the same keys
                .setLevel0FileNumCompactionTrigger(8)
                .setMaxBytesForLevelBase(2 * memory.writeBufferBytes())
                .setTargetFileSizeBase(Math.max(memory.writeBufferBytes() / 8, 2 * MIB))
                // below the first level each step fits into the room that is kept for it
                .setMaxCompactionBytes(Math.max(config.reservedBytes(), memory.writeBufferBytes()))
                // at the bottom, too: zstd took more of the processor there than all the rest of compaction
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
        this.database = own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(memory.writeBufferBytes())
                // a table of one family is never ahead of another's, and the head says what the tables hold
                .setAtomicFlush(true)
                .setMaxOpenFiles(512)
                .setMaxBackgroundJobs(2)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(4);
    }

    private static BlockBasedTableConfig tables(LRUCache cache, BloomFilter filter) {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(filter)
                .setBlockSize(16 << 10)
                .setChecksumType(ChecksumType.kXXH3)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
    }

    private <T extends AbstractImmutableNativeReference> T own(T object) {
        owned.push(object);
        return object;
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions family() {
        return family;
    }

    @Override
    public void close() {
        owned.forEach(AbstractImmutableNativeReference::close);
    }
}
