package io.jubernetes.kubelet.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Writes tar archives, good ones and bad ones. */
public final class TarFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public TarFile directory(String name) {
        return entry('5', name, "", 0755, new byte[0]);
    }

    public TarFile file(String name, String content) {
        return file(name, 0644, content.getBytes(StandardCharsets.UTF_8));
    }

    public TarFile file(String name, int mode, byte[] content) {
        return entry('0', name, "", mode, content);
    }

    public TarFile link(String name, String target) {
        return entry('2', name, target, 0777, new byte[0]);
    }

    public TarFile hardLink(String name, String target) {
        return entry('1', name, target, 0644, new byte[0]);
    }

    /** A pax record for the next entry. */
    public TarFile described(String key, String value) {
        String record = " " + key + "=" + value + "\n";
        int length = record.length() + 2;
        length = String.valueOf(length).length() + record.length();
        return entry('x', "pax", "", 0644, (length + record).getBytes(StandardCharsets.UTF_8));
    }

    public TarFile entry(char type, String name, String target, int mode, byte[] content) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, String.format("%07o", mode));
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format("%011o", content.length));
        put(block, 136, String.format("%011o", 1_700_000_000L));
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 157, target);
        put(block, 257, "ustar\00000");
        long sum = 0;
        for (byte b : block) {
            sum += b & 255;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        bytes.writeBytes(block);
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, block, at, encoded.length);
    }

    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes.toByteArray());
        all.writeBytes(new byte[1024]);
        return all.toByteArray();
    }

    public byte[] gzip() {
        return gzip(bytes());
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(all)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }
}
