package io.jubernetes.kubelet.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The text in log files, without what was noted beside it. */
public final class LogText {

    private static final int MOST_READ = 1 << 20;

    private LogText() {}

    /** The end of what a container wrote: so many lines and bytes at most. Empty when there is no log. */
    public static String end(Path log, int lines, int bytes) {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long from = Math.max(LogTail.offset(log, lines), channel.size() - MOST_READ);
            byte[] text = texts(LogTail.read(channel, from, (int) (channel.size() - from)));
            byte[] end = Arrays.copyOfRange(text, Math.max(0, text.length - bytes), text.length);
            return new String(end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] texts(byte[] block) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int begin = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                LogLine.parse(Arrays.copyOfRange(block, begin, i)).ifPresent(l -> all.writeBytes(l.shown(false)));
                begin = i + 1;
            }
        }
        return all.toByteArray();
    }
}
