package io.jubernetes.kubelet.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives (ustar, pax, GNU names and numbers) from people one does not know: what describes an entry is bounded, and
 * what cannot be understood is refused rather than guessed.
 */
final class TarReader {

    private static final int BLOCK = 512;
    private static final int LONGEST_DESCRIPTION = 1 << 20;
    private static final String ATTRIBUTE = "SCHILY.xattr.";

    private final InputStream source;
    private final byte[] block = new byte[BLOCK];
    private final Map<String, byte[]> global = new LinkedHashMap<>();
    private Map<String, byte[]> described = new LinkedHashMap<>();
    private long left;
    private int padding;

    TarReader(InputStream source) {
        this.source = source;
    }

    /** The next entry, whose content is then {@link #content}; null at the end. */
    @Nullable
    TarEntry next() throws IOException {
        described = new LinkedHashMap<>(global);
        while (true) {
            skipRest();
            if (!readBlock()) {
                return null;
            }
            char type = (char) (block[156] & 255);
            switch (type) {
                case 'x' -> pax(description(), described);
                case 'g' -> pax(description(), global);
                case 'L' -> described.put("path", untilZero(description()));
                case 'K' -> described.put("linkpath", untilZero(description()));
                default -> {
                    return entry(type);
                }
            }
        }
    }

    /** The content of the present entry. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = source.read(buffer, offset, (int) Math.min(length, left));
                if (count < 0) {
                    throw new EOFException("unexpected end of the archive");
                }
                left -= count;
                return count;
            }
        };
    }

    private void skipRest() throws IOException {
        source.skipNBytes(left + padding);
        left = 0;
        padding = 0;
    }

    private boolean readBlock() throws IOException {
        int count = source.readNBytes(block, 0, BLOCK);
        if (count == 0 || isZero()) {
            return false;
        }
        if (count < BLOCK) {
            throw new EOFException("unexpected end of the archive");
        }
        checkSum();
        size(number(124, 12));
        return true;
    }

    private void size(long size) throws IOException {
        if (size < 0) {
            throw new ImageException("invalid tar header: negative size");
        }
        left = size;
        padding = (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void checkSum() throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 255;
        }
        if (sum != number(148, 8)) {
            throw new ImageException("invalid tar header: wrong checksum");
        }
    }

    private byte[] description() throws IOException {
        if (left > LONGEST_DESCRIPTION) {
            throw new ImageException("invalid tar header: a description of " + left + " bytes");
        }
        byte[] all = content().readAllBytes();
        if (left > 0) {
            throw new EOFException("unexpected end of the archive");
        }
        return all;
    }

    private TarEntry entry(char type) throws IOException {
        if (described.containsKey("size")) {
            size(parse(text("size", "0")));
        }
        if (type == 'S' || described.keySet().stream().anyMatch(k -> k.startsWith("GNU.sparse"))) {
            throw new ImageException("sparse files in a tar archive are not supported");
        }
        boolean ustar = string(257, 5).equals("ustar");
        String prefix = ustar && block[345] != 0 && !string(257, 8).equals("ustar  ") ? string(345, 155) + "/" : "";
        String name = text("path", prefix + string(0, 100));
        TarEntry.Owner owner = new TarEntry.Owner(
                (int) parse(text("uid", String.valueOf(number(108, 8)))),
                (int) parse(text("gid", String.valueOf(number(116, 8)))),
                (int) number(100, 8) & 07777);
        TarEntry.Type kind = kind(type, name);
        if (kind != TarEntry.Type.FILE && kind != TarEntry.Type.OTHER) {
            size(0); // these have no content, whatever their header says
        }
        return new TarEntry(kind, name, text("linkpath", string(157, 100)), left, owner, modified(), attributes());
    }

    private static TarEntry.Type kind(char type, String name) {
        return switch (type) {
            case '0', '7', '\0' -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMBOLIC_LINK;
            case '3', '4' -> TarEntry.Type.DEVICE;
            case '5' -> TarEntry.Type.DIRECTORY;
            case '6' -> TarEntry.Type.PIPE;
            default -> TarEntry.Type.OTHER;
        };
    }

    private Instant modified() throws IOException {
        byte[] value = described.get("mtime");
        try {
            return value == null
                    ? Instant.ofEpochSecond(number(136, 12))
                    : Instant.ofEpochMilli(
                            new BigDecimal(utf8(value)).movePointRight(3).longValue());
        } catch (ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private Map<String, byte[]> attributes() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        described.forEach((key, value) -> {
            if (key.startsWith(ATTRIBUTE)) {
                all.put(key.substring(ATTRIBUTE.length()), value);
            }
        });
        return all;
    }

    /** Records {@code LENGTH KEY=VALUE\n}, the length in decimal and of all of it. */
    private static void pax(byte[] content, Map<String, byte[]> into) throws IOException {
        int at = 0;
        while (at < content.length) {
            int blank = indexOf(content, (byte) ' ', at);
            int length = blank < 0 ? 0 : (int) parse(utf8(java.util.Arrays.copyOfRange(content, at, blank)));
            int equals = indexOf(content, (byte) '=', at);
            if (length <= 0 || length > content.length - at || equals < blank || equals >= at + length) {
                throw new ImageException("invalid tar header: broken extended header");
            }
            String key = utf8(java.util.Arrays.copyOfRange(content, blank + 1, equals));
            into.put(key, java.util.Arrays.copyOfRange(content, equals + 1, at + length - 1));
            at += length;
        }
    }

    private static int indexOf(byte[] content, byte wanted, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private String text(String key, String otherwise) {
        byte[] value = described.get(key);
        return value == null ? otherwise : utf8(value);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] untilZero(byte[] bytes) {
        int end = indexOf(bytes, (byte) 0, 0);
        return end < 0 ? bytes : java.util.Arrays.copyOf(bytes, end);
    }

    private String string(int offset, int length) {
        return utf8(untilZero(java.util.Arrays.copyOfRange(block, offset, offset + length)));
    }

    /** Octal digits, or a binary number when the first bit is set. */
    private long number(int offset, int length) throws IOException {
        if ((block[offset] & 0x80) != 0) {
            long value = block[offset] & 0x3f;
            for (int i = 1; i < length; i++) {
                if (value >> 54 != 0) {
                    throw new ImageException("invalid tar header: a number too large");
                }
                value = value << 8 | block[offset + i] & 255;
            }
            return (block[offset] & 0x40) == 0 ? value : -1;
        }
        String text = string(offset, length).trim();
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text, 8);
        } catch (NumberFormatException e) {
            throw new ImageException("invalid tar header: not a number: " + text);
        }
    }

    private static long parse(String text) throws IOException {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new ImageException("invalid tar header: not a number: " + text);
        }
    }
}
