package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.testing.simulation.watch.WatchRecord;
import io.jubernetes.testing.simulation.watch.WatchTap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watch's stream that is recorded, and breaks where it was decided that it breaks. */
final class WatchedStream implements ResponseBody.Stream {

    private final ResponseBody.Stream inner;
    private final SimulatedProcess process;
    private final Weather.@Nullable Cut cut;
    private final WatchRecord record;

    WatchedStream(ResponseBody.Stream inner, SimulatedProcess process, Weather.@Nullable Cut cut, WatchRecord record) {
        this.inner = inner;
        this.process = process;
        this.cut = cut;
        this.record = record;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        Breaking breaking = new Breaking(sink);
        Environment.@Nullable Timer timer = cut == null ? null : process.after(cut.time(), "cut", breaking::cutOff);
        try {
            inner.writeTo(breaking);
        } finally {
            if (timer != null) {
                timer.cancel();
            }
        }
        if (breaking.isBroken || process.isDead()) {
            throw new IOException("connection reset");
        }
    }

    /** The client's end. */
    private final class Breaking implements BodySink {
        private final BodySink sink;
        private final List<Runnable> onClose = new ArrayList<>();
        private int frames;
        private boolean isBroken;

        Breaking(BodySink sink) {
            this.sink = sink;
        }

        void cutOff() {
            isBroken = true;
            onClose.forEach(Runnable::run);
        }

        @Override
        public void write(byte[] piece) throws IOException, InterruptedException {
            if (isBroken || process.isDead()) {
                throw new ClosedSinkException();
            }
            if (cut != null && frames++ >= cut.events()) {
                isBroken = true;
                if (cut.withinFrame()) {
                    sink.write(Arrays.copyOf(piece, piece.length / 2));
                }
                throw new ClosedSinkException();
            }
            WatchTap.told(record, piece);
            sink.write(piece);
        }

        @Override
        public void onClose(Runnable action) {
            onClose.add(action);
            sink.onClose(action);
        }
    }
}
