package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Another API server, over TLS: it serves flunders and says who asked for them. */
final class ExtensionServer implements ApiHandler, AutoCloseable {

    static final String BASE = "/apis/wardle.example.com/v1alpha1";

    private final CertificateAuthority authority;
    private final HttpServer http;
    volatile boolean broken;

    /** @param frontProxyCa whose clients may speak for users */
    ExtensionServer(Environment environment, String frontProxyCa) throws IOException {
        authority = CertificateAuthority.create("wardle-ca", environment);
        var credential =
                authority.issue(CertificateRequest.server("api", List.of("api.wardle.svc"), List.of("192.0.2.1")));
        http = HttpServer.start(
                ServerConfig.https(new InetSocketAddress("127.0.0.1", 0), credential, frontProxyCa), this, environment);
    }

    int port() {
        return http.port();
    }

    String caBundle() {
        return Base64.getEncoder().encodeToString(authority.certificatePem().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        boolean trusted = request.caller() instanceof Caller.Remote remote
                && !remote.certificates().isEmpty()
                && remote.certificates()
                        .getFirst()
                        .getSubjectX500Principal()
                        .getName()
                        .equals("CN=front-proxy-client");
        if (broken || !trusted) {
            return json(broken ? 500 : 401, Json.object());
        }
        return switch (request.path()) {
            case BASE -> json(200, resources());
            case "/openapi/v3" -> json(200, index());
            case "/openapi/v2" -> json(200, swagger());
            case "/openapi/v3" + BASE -> json(200, Json.object().put("openapi", "3.0.0"));
            case BASE + "/flunders" ->
                request.query().first("watch") == null
                        ? json(200, whoAsked(request))
                        : new ApiResponse(200, Headers.of("content-type", "application/json"), events());
            case BASE + "/namespaces/default/flunders/a/talk" -> talk();
            case BASE + "/elsewhere" ->
                new ApiResponse(302, Headers.of("location", "https://192.0.2.9/"), ResponseBody.Bytes.EMPTY);
            default -> json(404, Json.object());
        };
    }

    private static ApiResponse json(int status, ObjectNode body) {
        return ApiResponse.of(status, "application/json", Json.encode(body));
    }

    private static ObjectNode resources() {
        ObjectNode list =
                Json.object().put("kind", "APIResourceList").put("groupVersion", "wardle.example.com/v1alpha1");
        var resources = list.putArray("resources");
        ObjectNode flunders = resources.addObject().put("name", "flunders").put("singularName", "flunder");
        flunders.put("namespaced", true)
                .put("kind", "Flunder")
                .putArray("verbs")
                .add("get")
                .add("list");
        flunders.putArray("shortNames").add("fl");
        resources
                .addObject()
                .put("name", "flunders/status")
                .put("kind", "Flunder")
                .putArray("verbs")
                .add("get");
        return list;
    }

    private static ObjectNode index() {
        ObjectNode index = Json.object();
        index.putObject("paths")
                .putObject(BASE.substring(1))
                .put("serverRelativeURL", "/openapi/v3" + BASE + "?hash=ABC");
        return index;
    }

    private static ObjectNode swagger() {
        ObjectNode document = Json.object();
        document.putObject("paths").putObject(BASE + "/flunders");
        document.withObject("/paths").putObject("/version/");
        document.putObject("definitions")
                .putObject("com.example.wardle.v1alpha1.Flunder")
                .put("type", "object");
        return document;
    }

    private static ObjectNode whoAsked(ApiRequest request) {
        ObjectNode who = Json.object().put("method", request.method());
        who.put("body", new String(request.body(), StandardCharsets.UTF_8));
        who.put("query", request.query().encoded());
        ObjectNode headers = who.putObject("headers");
        request.headers().forEach((name, value) -> headers.withArray(name).add(value));
        return who;
    }

    private static ResponseBody.Stream events() {
        return sink -> {
            sink.write("{\"type\":\"ADDED\"}\n".getBytes(StandardCharsets.UTF_8));
            sink.write("{\"type\":\"DELETED\"}\n".getBytes(StandardCharsets.UTF_8));
        };
    }

    private static ApiResponse talk() {
        ResponseBody.Upgrade echo = connection -> {
            byte[] heard = connection.input().readNBytes(4);
            connection
                    .output()
                    .write(("heard " + new String(heard, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
            connection.output().flush();
        };
        return new ApiResponse(101, Headers.of("connection", "Upgrade", "upgrade", "talk"), echo);
    }

    @Override
    public void close() {
        http.close();
    }
}
