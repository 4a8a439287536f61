package dev.levee.evaluator;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// One bound for the memory of all RocksDB instances of an evaluator. Left alone, each segment of each partition's
/// store takes some 100 MB.
final class RocksDbMemory implements AutoCloseable {

    /// Key in the Streams configuration, which is how Kafka lets a setter know anything.
    static final String CONFIG = "levee.rocksdb.memory";

    private static final long BYTES = 64L << 20;
    private static final long WRITE_BUFFER_BYTES = BYTES / 2;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache = new LRUCache(BYTES);
    private final WriteBufferManager writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }

    /// Made by Kafka, once per store.
    public static final class Setter implements RocksDBConfigSetter {

        @Override
        public void setConfig(String store, Options options, Map<String, Object> configs) {
            RocksDbMemory memory = (RocksDbMemory) Objects.requireNonNull(configs.get(CONFIG), CONFIG);
            BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
            table.setBlockCache(memory.cache);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
            options.setWriteBufferManager(memory.writeBuffers);
        }

        @Override
        public void close(String store, Options options) {}
    }
}
