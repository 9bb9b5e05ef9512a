package io.jubernetes.transport.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Header blocks of SPDY/3: length-prefixed names and values, compressed with one zlib stream per direction for the whole session.
 * Not safe for use by several threads at once; reading and writing are independent of each other.
 */
final class SpdyHeaderBlocks implements AutoCloseable {

    private static final int MAX_BLOCK = 64 * 1024;
    private static final int MAX_FIELDS = 256;

    private final Inflater inflater = new Inflater();
    private final Deflater deflater = new Deflater();

    SpdyHeaderBlocks() {
        deflater.setDictionary(SpdyDictionary.bytes());
    }

    Map<String, String> decode(byte[] block) throws IOException {
        ByteBuffer plain = ByteBuffer.wrap(inflate(block));
        Map<String, String> headers = new LinkedHashMap<>();
        try {
            int count = plain.getInt();
            if (count < 0 || count > MAX_FIELDS) {
                throw new IOException("malformed SPDY header block");
            }
            for (int i = 0; i < count; i++) {
                String name = text(plain);
                headers.put(name, text(plain));
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("truncated SPDY header block", e);
        }
        return headers;
    }

    private static String text(ByteBuffer plain) throws IOException {
        int length = plain.getInt();
        if (length < 0 || length > plain.remaining()) {
            throw new IOException("malformed SPDY header block");
        }
        byte[] bytes = new byte[length];
        plain.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] inflate(byte[] block) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        inflater.setInput(block);
        try {
            while (true) {
                int count = inflater.inflate(buffer);
                plain.write(buffer, 0, count);
                if (count == 0 && inflater.needsDictionary()) {
                    inflater.setDictionary(SpdyDictionary.bytes());
                } else if (count == 0) {
                    return plain.toByteArray();
                }
                if (plain.size() > MAX_BLOCK) {
                    throw new IOException("SPDY header block too large");
                }
            }
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new IOException("SPDY header block that cannot be decompressed", e);
        }
    }

    byte[] encode(Map<String, String> headers) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(number(headers.size()));
        headers.forEach((name, value) -> {
            for (String text : new String[] {name, value}) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                plain.writeBytes(number(bytes.length));
                plain.writeBytes(bytes);
            }
        });
        return deflate(plain.toByteArray());
    }

    private byte[] deflate(byte[] plain) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        deflater.setInput(plain);
        int count;
        do {
            count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            block.write(buffer, 0, count);
        } while (count == buffer.length);
        return block.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Frees native memory. */
    @Override
    public void close() {
        inflater.end();
        deflater.end();
    }
}
