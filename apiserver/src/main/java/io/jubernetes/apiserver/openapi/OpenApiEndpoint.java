package io.jubernetes.apiserver.openapi;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.Derived;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** {@code /openapi/v2} and {@code /openapi/v3} with what is below it. */
public final class OpenApiEndpoint implements NonResourceEndpoint {

    /**
     * What the addresses of documents carry, so that clients may keep them for ever: from the data that the documents are made of
     * and the code that makes them. It is written down here because making all documents to learn it would cost a starting server
     * a quarter of a second; {@code OpenApiTest} knows what it must be.
     */
    static final String EDITION = "3394E47E026722981BA33069D4C619DA";

    private static final String JSON = "application/json";
    private static final String EVERYTHING = "/openapi/v2";
    private static final String ONE = "/openapi/v3/";
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    /** What Go's clients ask for; older ones name it with {@code @}. */
    private static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final Environment environment;
    private final Derived<ServedTypes, OpenApiDocuments> documents;
    private volatile OpenApiDocuments last;

    public OpenApiEndpoint(Environment environment, Supplier<ServedTypes> types, String version) {
        this.environment = environment;
        OpenApiDocuments builtIn = OpenApiDocuments.builtIn(types.get().catalogue(), version);
        this.last = builtIn;
        this.documents = new Derived<>(types, now -> {
            last = OpenApiDocuments.of(now, builtIn, last, version);
            return last;
        });
    }

    @Override
    public boolean serves(String path) {
        return documents.get().find(path) != null;
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        String given = context.info().path();
        String path = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        ApiRequest request = context.request();
        LazyDocument document = documents.get().find(path);
        if (document == null) {
            throw new ApiException(StatusReason.NotFound, "the server could not find the requested resource");
        }
        if (!wantsProtobuf(request)) {
            String hash = request.query().first("hash");
            return hash == null || !path.startsWith(ONE)
                    ? document.answer(request, JSON)
                    : kept(document, path, hash, request);
        }
        if (!path.equals(EVERYTHING)) {
            throw new ApiException(
                    StatusReason.NotAcceptable, "only the following media types are accepted: application/json");
        }
        return document.inProtobuf().answer(request, PROTOBUF);
    }

    /** Who names the edition may keep the document for ever; who names another one is told which there is. */
    private ApiResponse kept(LazyDocument document, String path, String hash, ApiRequest request) {
        if (!hash.equals(document.edition())) {
            Headers there = Headers.of("location", path + "?hash=" + document.edition());
            return new ApiResponse(301, there, ResponseBody.Bytes.EMPTY);
        }
        ApiResponse answer = document.answer(request, JSON);
        String expires =
                HTTP_DATE.format(environment.now().atOffset(ZoneOffset.UTC).plusYears(1));
        Headers headers =
                answer.headers().and("cache-control", "public, immutable").and("expires", expires);
        return new ApiResponse(answer.status(), headers, answer.body());
    }

    private static boolean wantsProtobuf(ApiRequest request) {
        String accept = String.join(",", request.headers().all("accept"));
        return accept.contains("proto-openapi") && !accept.contains("json") && !accept.contains("*/*");
    }
}
