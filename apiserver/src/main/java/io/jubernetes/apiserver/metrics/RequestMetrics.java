package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts requests and how long they take. Watches and streams count when they end, and while they last. */
public final class RequestMetrics {

    private final Environment environment;
    private final Map<RequestSeries, RequestPoints> series = new ConcurrentHashMap<>();
    private final DeprecatedApis deprecated = new DeprecatedApis();
    private final LongAdder reading = new LongAdder();
    private final LongAdder writing = new LongAdder();

    public RequestMetrics(Environment environment) {
        this.environment = environment;
    }

    /** The beginning of a request. */
    public Running begin(RequestContext context) {
        boolean readOnly = context.request().method().equals("GET")
                || context.request().method().equals("HEAD");
        LongAdder inFlight = readOnly ? reading : writing;
        inFlight.increment();
        return new Running(inFlight, environment.nanoTime());
    }

    /** A request under way. */
    public final class Running {
        private final LongAdder inFlight;
        private final long began;

        private Running(LongAdder inFlight, long began) {
            this.inFlight = inFlight;
            this.began = began;
        }

        /** The answer, which is counted now, or when it has been streamed. */
        public ApiResponse end(RequestContext context, ApiResponse response) {
            inFlight.decrement();
            ResourceType type = context.served();
            Target target = context.info().target();
            if (type == null || target == null) {
                return response;
            }
            RequestSeries one = RequestSeries.of(context, type, target);
            String deprecation = context.deprecation();
            if (deprecation != null) {
                deprecated.asked(type, one.subresource(), deprecation);
            }
            RequestPoints points = series.computeIfAbsent(one, s -> new RequestPoints());
            Lasting lasting = new Lasting(one.verb(), points, began, response.status());
            return switch (response.body()) {
                case ResponseBody.Bytes bytes -> {
                    lasting.observe();
                    lasting.observeSize(bytes.length());
                    yield response;
                }
                case ResponseBody.Stream stream ->
                    new ApiResponse(response.status(), response.headers(), lasting.streamed(stream));
                case ResponseBody.Upgrade upgrade ->
                    new ApiResponse(response.status(), response.headers(), lasting.joined(upgrade));
            };
        }
    }

    /** An answer that goes on for a while. */
    private final class Lasting {
        private final String verb;
        private final RequestPoints points;
        private final long began;
        private final int status;

        Lasting(String verb, RequestPoints points, long began, int status) {
            this.verb = verb;
            this.points = points;
            this.began = began;
            this.status = status;
        }

        void observe() {
            points.observe(status, environment.nanoTime() - began);
        }

        /** Only how much is read is counted. */
        void observeSize(long size) {
            if (verb.equals("GET") || verb.equals("LIST")) {
                points.observeSize(size);
            }
        }

        ResponseBody.Stream streamed(ResponseBody.Stream stream) {
            if (stream.lasts()) {
                return sink -> during(() -> stream.writeTo(verb.equals("WATCH") ? new Counting(sink, points) : sink));
            }
            return new ResponseBody.Finite(sink -> {
                Counting counting = new Counting(sink, null);
                stream.writeTo(counting);
                observe();
                observeSize(counting.size);
            });
        }

        ResponseBody.Upgrade joined(ResponseBody.Upgrade upgrade) {
            return (Connection connection) -> during(() -> upgrade.run(connection));
        }

        private void during(Work work) throws IOException, InterruptedException {
            points.began();
            try {
                work.run();
            } finally {
                points.ended();
                observe();
            }
        }
    }

    /** Counts what goes through it: bytes, and events where each piece is one. */
    private static final class Counting implements BodySink {
        private final BodySink to;
        private final @Nullable RequestPoints watched;
        private long size;

        Counting(BodySink to, @Nullable RequestPoints watched) {
            this.to = to;
            this.watched = watched;
        }

        @Override
        public void write(byte[] piece) throws IOException, InterruptedException {
            to.write(piece);
            count(List.of(piece));
        }

        @Override
        public void writeAll(List<byte[]> pieces) throws IOException, InterruptedException {
            to.writeAll(pieces);
            count(pieces);
        }

        @Override
        public void writeMessages(List<byte[]> pieces, int messages) throws IOException, InterruptedException {
            to.writeMessages(pieces, messages);
            if (watched != null) {
                watched.sentEvents(messages);
            }
        }

        private void count(List<byte[]> pieces) {
            if (watched == null) {
                pieces.forEach(piece -> size += piece.length);
            } else {
                watched.sentEvents(pieces.size());
            }
        }

        @Override
        public void onClose(Runnable action) {
            to.onClose(action);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    void write(MetricText text) {
        text.family("apiserver_request_total", "counter", "Requests by verb, resource and code of the answer.");
        series.forEach((one, points) -> points.codes()
                .forEach((code, count) -> text.sample(count.sum(), one.labels("code", Integer.toString(code)))));
        text.family("apiserver_request_duration_seconds", "histogram", "How long requests took, in seconds.");
        series.forEach((one, points) -> points.writeDurations(text, one::labels, 0));
        objectives(text);
        text.family("apiserver_response_sizes", "histogram", "How large the answers to reads were, in bytes.");
        series.forEach((one, points) -> points.writeSizes(text, one));
        text.family("apiserver_watch_events_total", "counter", "Events that were sent to watchers.");
        watchEvents().forEach((labels, count) -> text.sample(count, labels.toArray(String[]::new)));
        text.family("apiserver_longrunning_requests", "gauge", "Watches and streams that are open.");
        series.forEach((one, points) -> {
            if (points.running() > 0) {
                text.sample(points.running(), one.labels());
            }
        });
        deprecated.write(text);
        text.family("apiserver_current_inflight_requests", "gauge", "Requests that are being answered.");
        text.sample(writing.sum(), "request_kind", "mutating");
        text.sample(reading.sum(), "request_kind", "readOnly");
    }

    /** What service level objectives count: neither what lasts by its nature, nor what is only tried. */
    private void objectives(MetricText text) {
        text.family(
                "apiserver_request_sli_duration_seconds",
                "histogram",
                "How long requests took, for objectives, in seconds.");
        series.forEach((one, points) -> {
            if (one.dryRun().isEmpty()
                    && !one.verb().equals("WATCH")
                    && !one.verb().equals("CONNECT")) {
                points.writeDurations(text, one::labelsOfReal, RequestPoints.OBJECTIVES);
            }
        });
    }

    private Map<List<String>, Long> watchEvents() {
        Map<List<String>, Long> events = new LinkedHashMap<>();
        series.forEach((one, points) -> {
            if (points.events() > 0) {
                events.merge(
                        List.of("group", one.group(), "resource", one.resource(), "version", one.version()),
                        points.events(),
                        Long::sum);
            }
        });
        return events;
    }
}
