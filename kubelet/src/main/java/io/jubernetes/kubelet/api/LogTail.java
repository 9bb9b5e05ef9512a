package io.jubernetes.kubelet.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds where the last lines of a file begin. */
final class LogTail {

    private static final int BLOCK = 1 << 16;

    private LogTail() {}

    /** The offset of the first of the last {@code lines} lines. */
    static long offset(Path file, long lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long found = 0;
            for (long end = size; end > 0; ) {
                long begin = Math.max(0, end - BLOCK);
                byte[] block = read(channel, begin, (int) (end - begin));
                for (int i = block.length - 1; i >= 0; i--) {
                    boolean last = begin + i == size - 1;
                    if (block[i] == '\n' && !last && ++found == lines) {
                        return begin + i + 1;
                    }
                }
                end = begin;
            }
            return lines == 0 ? size : 0;
        }
    }

    static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // goes on until the block is full or the file ends
        }
        byte[] block = new byte[buffer.position()];
        buffer.flip().get(block);
        return block;
    }
}
