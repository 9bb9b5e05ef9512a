package io.jubernetes.client.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One watch: frames, a bookmark behind each batch, cut into pieces of any size. */
final class FakeWatch implements ResponseBody.Stream {

    private final FakeState state;
    private final Faults faults;
    private final String prefix;
    private final int cuts;
    private long at;

    FakeWatch(FakeState state, Faults faults, String prefix, long from) {
        this.state = state;
        this.faults = faults;
        this.prefix = prefix;
        this.at = from;
        this.cuts = state.cuts();
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        try {
            for (List<FakeState.Change> news = state.await(at, cuts); news != null; news = state.await(at, cuts)) {
                for (FakeState.Change change : news) {
                    send(sink, change);
                    at = change.revision();
                }
                bookmark(sink);
            }
        } catch (ApiException e) {
            frame(sink, "ERROR", FakeApiServer.status(e));
        }
    }

    private void send(BodySink sink, FakeState.Change change) throws IOException, InterruptedException {
        if (faults.sendGarbage()) {
            sink.write("{\"type\":\"ADDED\",\"object\":[1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        if (faults.breakOff()) {
            sink.write("{\"type\":\"MODI".getBytes(StandardCharsets.UTF_8));
            throw new IOException("connection reset");
        }
        if (change.key().startsWith(prefix)) {
            frame(sink, change.type(), change.object());
        }
    }

    private void bookmark(BodySink sink) throws IOException, InterruptedException {
        ObjectNode object = FakeApiServer.JSON.createObjectNode().put("kind", "Bookmark");
        object.putObject("metadata").put("resourceVersion", Long.toString(at));
        frame(sink, "BOOKMARK", object);
    }

    private void frame(BodySink sink, String type, ObjectNode object) throws IOException, InterruptedException {
        ObjectNode frame = FakeApiServer.JSON.createObjectNode().put("type", type);
        frame.set("object", object);
        byte[] bytes = (frame + "\n").getBytes(StandardCharsets.UTF_8);
        if (!faults.isAny()) {
            sink.write(bytes);
            return;
        }
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + faults.pieceSize());
            sink.write(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }
}
