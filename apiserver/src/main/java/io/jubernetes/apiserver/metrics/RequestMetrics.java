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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and how long they take. Watches and streams count when they end, and while they last. */
public final class RequestMetrics {

    private final Environment environment;
    private final Map<RequestSeries, RequestPoints> series = new ConcurrentHashMap<>();
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
            RequestPoints points =
                    series.computeIfAbsent(RequestSeries.of(context, type, target), s -> new RequestPoints());
            Lasting lasting = new Lasting(points, began, response.status());
            return switch (response.body()) {
                case ResponseBody.Bytes bytes -> {
                    lasting.observe();
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
        private final RequestPoints points;
        private final long began;
        private final int status;

        Lasting(RequestPoints points, long began, int status) {
            this.points = points;
            this.began = began;
            this.status = status;
        }

        void observe() {
            points.observe(status, environment.nanoTime() - began);
        }

        ResponseBody.Stream streamed(ResponseBody.Stream stream) {
            return stream.lasts()
                    ? (BodySink sink) -> during(() -> stream.writeTo(sink))
                    : new ResponseBody.Finite(sink -> {
                        stream.writeTo(sink);
                        observe();
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

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    void write(MetricText text) {
        text.family("apiserver_request_total", "counter", "Requests by verb, resource and code of the answer.");
        series.forEach((one, points) -> points.codes()
                .forEach((code, count) -> text.sample(count.sum(), one.labels("code", Integer.toString(code)))));
        text.family("apiserver_request_duration_seconds", "histogram", "How long requests took, in seconds.");
        series.forEach((one, points) -> points.writeDurations(text, one));
        text.family("apiserver_longrunning_requests", "gauge", "Watches and streams that are open.");
        series.forEach((one, points) -> {
            if (points.running() > 0) {
                text.sample(points.running(), one.labels());
            }
        });
        text.family("apiserver_current_inflight_requests", "gauge", "Requests that are being answered.");
        text.sample(writing.sum(), "request_kind", "mutating");
        text.sample(reading.sum(), "request_kind", "readOnly");
    }
}
