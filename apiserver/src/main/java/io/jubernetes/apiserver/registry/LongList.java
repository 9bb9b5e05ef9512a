package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A list whose items are not sent as they lie in the cache. When it is streamed they are made meanwhile, so that it takes the
 * memory of some of them only.
 *
 * @param frame the list without items
 * @param field its last field, which has them
 */
record LongList(ObjectNode frame, String field, List<CachedObject> items, Function<CachedObject, ObjectNode> form)
        implements ResponseBody.Stream {

    /** Lists that are no longer are made as a whole. */
    static final int SHORT = 500;

    private static final int TOGETHER = 64;
    private static final byte[] COMMA = {','};
    private static final byte[] END = "]}\n".getBytes(StandardCharsets.US_ASCII);

    /** All of it at once. */
    ObjectNode whole() {
        ObjectNode whole = frame.deepCopy();
        ArrayNode last = (ArrayNode) whole.get(field);
        items.forEach(item -> last.add(form.apply(item)));
        return whole;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        byte[] empty = Json.encode(frame);
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(Arrays.copyOf(empty, empty.length - "]}".length()));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                pieces.add(COMMA);
            }
            pieces.add(Json.encode(form.apply(items.get(i))));
            if (i % TOGETHER == TOGETHER - 1) {
                sink.writeAll(pieces);
                pieces = new ArrayList<>();
            }
        }
        pieces.add(END);
        sink.writeAll(pieces);
    }
}
