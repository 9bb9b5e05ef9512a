package io.jubernetes.client.http;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.config.ClientConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An API over HTTP/2, or HTTP/1.1 where the server has no more. A body whose length is known is read before the answer is
 * handed out; any other is a stream that must be read, and read to its end or closed from its sink. Interrupting the thread
 * that waits ends the request. Safe for use by several threads.
 */
public final class HttpTransport implements ApiHandler, AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
    private static final String USER_AGENT = "jubernetes-client";
    /** Set by the HTTP client itself. */
    private static final Set<String> ITS_OWN =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "authorization");

    private final ClientConfig config;
    private final Authorization authorization;
    private final Connections connections;

    public HttpTransport(ClientConfig config, Environment environment) {
        this.config = config;
        this.authorization = new Authorization(environment, config.credentials());
        SSLContext tls = "https".equalsIgnoreCase(config.server().getScheme()) ? TlsContexts.of(config.tls()) : null;
        this.connections = new Connections(environment, () -> connect(tls, environment));
    }

    private static HttpClient connect(@Nullable SSLContext tls, Environment environment) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(work -> environment.start("http", work::run))
                // without TLS the client would ask for an upgrade, which not every server takes well
                .version(tls == null ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2);
        if (tls != null) {
            builder.sslContext(tls);
        }
        return builder.build();
    }

    /** @throws UncheckedIOException when no answer could be had; its cause tells a refused connection from a broken one */
    @Override
    public ApiResponse handle(ApiRequest request) {
        try {
            return send(request, connections.take());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for an answer"));
        }
    }

    private ApiResponse send(ApiRequest request, Connections.Connection connection)
            throws IOException, InterruptedException {
        boolean lasts = false;
        try {
            HttpResponse<ResponseBody> response =
                    connection.client().send(toHttp(request), info -> body(info, connection));
            connection.answered();
            lasts = response.body() instanceof ResponseBody.Stream;
            return new ApiResponse(
                    response.statusCode(), headers(response.headers().map()), response.body());
        } finally {
            if (!lasts) {
                connection.leave();
            }
        }
    }

    /** Ends all requests that are under way. */
    @Override
    public void close() {
        connections.close();
    }

    private HttpRequest toHttp(ApiRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(request));
        HttpRequest.BodyPublisher body = request.body().length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(request.body());
        builder.method(request.method(), body);
        builder.setHeader("user-agent", USER_AGENT);
        config.headers().forEach(builder::header);
        request.headers().forEach((name, value) -> header(builder, name, value));
        String own = request.headers().first("authorization");
        String authorize = own == null ? authorization.header() : own;
        if (authorize != null) {
            builder.setHeader("authorization", authorize);
        }
        return builder.build();
    }

    private static void header(HttpRequest.Builder builder, String name, String value) {
        if (name.equals("user-agent")) {
            builder.setHeader(name, value);
        } else if (!ITS_OWN.contains(name)) {
            builder.header(name, value);
        }
    }

    private URI uri(ApiRequest request) {
        String query = request.query().encoded();
        return URI.create(config.server() + request.path() + (query.isEmpty() ? "" : "?" + query));
    }

    private static HttpResponse.BodySubscriber<ResponseBody> body(
            HttpResponse.ResponseInfo info, Connections.Connection connection) {
        return info.headers().firstValue("content-length").isPresent()
                ? HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofByteArray(), all -> new ResponseBody.Bytes(List.of(all)))
                : HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofInputStream(), in -> new IncomingStream(in, connection::leave));
    }

    private static Headers headers(Map<String, List<String>> all) {
        Headers headers = Headers.EMPTY;
        for (Map.Entry<String, List<String>> field : all.entrySet()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            for (String value : field.getValue()) {
                headers = isPseudo(name) ? headers : headers.and(name, value);
            }
        }
        return headers;
    }

    private static boolean isPseudo(@Nullable String name) {
        return name == null || name.startsWith(":");
    }
}
