package io.jubernetes.kvstore.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum of a record: of its length, its sequence and its bytes, so that neither can be taken for that of another. */
final class Checksum {

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);

    int of(long sequence, byte[] bytes) {
        crc.reset();
        crc.update(numbers.clear().putInt(bytes.length).putLong(sequence).flip());
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
