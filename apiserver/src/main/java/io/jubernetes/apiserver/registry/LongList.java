package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A list whose items are not sent as they lie in the cache. When it is streamed they are made meanwhile, so that it takes the
 * memory of some of them only.
 *
 * @param frame the list without items; what has them is its last field
 */
record LongList(ObjectNode frame, List<CachedObject> items, ItemForm form) implements ResponseBody.Stream {

    /** Lists that are no longer are made as a whole. */
    static final int SHORT = 500;

    private static final int CHUNK = 32 << 10;
    private static final int TOGETHER = 2;
    private static final byte[] COMMA = {','};
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NEWLINE = {'\n'};

    /** Writes an item as JSON. */
    @FunctionalInterface
    interface ItemForm {
        void write(CachedObject item, Chunks out);
    }

    /** All of it at once. */
    ResponseBody.Bytes whole() {
        Chunks out = new Chunks(CHUNK);
        write(out);
        out.put(NEWLINE);
        return new ResponseBody.Bytes(out.takeAll());
    }

    /** All of it, without a line end. */
    void write(Chunks out) {
        begin(out);
        for (int i = 0; i < items.size(); i++) {
            write(i, out);
        }
        out.put(END);
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        Chunks out = new Chunks(CHUNK);
        begin(out);
        for (int i = 0; i < items.size(); i++) {
            write(i, out);
            if (out.hasFull(TOGETHER)) {
                sink.writeAll(out.takeFull());
            }
        }
        out.put(END);
        out.put(NEWLINE);
        sink.writeAll(out.takeAll());
    }

    private void begin(Chunks out) {
        byte[] empty = Json.encode(frame);
        out.put(empty, 0, empty.length - END.length);
    }

    private void write(int index, Chunks out) {
        if (index > 0) {
            out.put(COMMA);
        }
        form.write(items.get(index), out);
    }
}
