package io.jubernetes.kvstore.rocks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Where the records of one of RocksDB's logs end. The file may go on: it may have been another log before. Records lie in blocks of
 * 32 KiB; before each one are its checksum (4 bytes), length (2), type (1), and the number of its log (4) where logs are recycled.
 */
final class LogTail {

    private static final int BLOCK = 32 << 10;
    private static final int LENGTH_AT = 4;
    private static final int TYPE_AT = 6;
    private static final int NUMBER_AT = 7;
    private static final int HEADER = 11;

    private LogTail() {}

    static int end(Path file, byte[] bytes) {
        int number = Integer.parseInt(file.getFileName().toString().replace(".log", ""));
        ByteBuffer log = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        int at = 0;
        while (at + HEADER <= bytes.length) {
            int left = BLOCK - at % BLOCK;
            if (left < HEADER) {
                at += left;
                continue;
            }
            int type = bytes[at + TYPE_AT];
            int next = at + HEADER + Short.toUnsignedInt(log.getShort(at + LENGTH_AT));
            if (type < 5 || type > 8 || log.getInt(at + NUMBER_AT) != number || next > bytes.length) {
                return end;
            }
            at = next;
            end = next;
        }
        return end;
    }
}
