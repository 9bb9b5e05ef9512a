package io.jubernetes.transport.client;

import java.io.IOException;
import java.io.InputStream;

/** The body of an answer as a stream that ends where the body does, and fails when the connection ends before. */
final class BodyInput extends InputStream {

    private static final int MAX_LINE = 4096;

    private final InputStream in;
    private final boolean chunked;
    /** Left of the body or of the current chunk; -1 up to the connection's end. */
    private long left;

    private boolean first = true;
    private boolean ended;

    private BodyInput(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
    }

    static BodyInput of(ResponseHead head, InputStream in) throws IOException {
        return head.isChunked() ? new BodyInput(in, true, 0) : new BodyInput(in, false, head.contentLength());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(target, offset, left < 0 ? length : (int) Math.min(left, length));
        if (count < 0) {
            ended = left < 0;
            if (!ended) {
                throw new IOException("connection closed in the middle of an answer");
            }
            return -1;
        }
        left -= left < 0 ? 0 : count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!chunked) {
            ended = true;
            return;
        }
        if (!first) {
            line(); // the line end behind the last chunk
        }
        first = false;
        left = size(line());
        if (left == 0) {
            ended = true;
            while (!line().isEmpty()) {
                // trailers are of no use here
            }
        }
    }

    private String line() throws IOException {
        return ResponseHead.line(in, new int[] {MAX_LINE});
    }

    private static long size(String line) throws IOException {
        int semicolon = line.indexOf(';');
        String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("malformed chunk in an answer");
        }
        return Long.parseLong(size, 16);
    }
}
