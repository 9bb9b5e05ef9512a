package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** One running pod that kubectl can find, with commands made of Java and forwarded ports on this machine. */
final class FakeNode implements ApiHandler {

    private static final String POD = """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"default","uid":"1"},
             "spec":{"containers":[{"name":"c","image":"i"}]},"status":{"phase":"Running"}}""";
    private static final String RESOURCES = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[
             {"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["get","list"]}]}""";

    final CountDownLatch clientLeft = new CountDownLatch(1);
    final SystemEnvironment environment = new SystemEnvironment();
    private final RemoteCommandServer commands = new RemoteCommandServer(environment);
    private final PortForwardServer forwards = new PortForwardServer(environment);

    @Override
    public ApiResponse handle(ApiRequest request) {
        try {
            return switch (request.path()) {
                case "/api" -> json("{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
                case "/apis" -> json("{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}");
                case "/api/v1" -> json(RESOURCES);
                case "/api/v1/namespaces/default/pods/p" -> json(POD);
                case "/api/v1/namespaces/default/pods/p/exec" ->
                    commands.accept(request, StreamOptions.of(request.query()), streams -> run(request, streams));
                case "/api/v1/namespaces/default/pods/p/portforward" ->
                    forwards.accept(request, port -> new SocketConnection(new Socket("127.0.0.1", port)));
                default -> ApiResponse.of(404, "text/plain", new byte[0]);
            };
        } catch (ApiException e) {
            return ApiResponse.of(
                    e.code(), "text/plain", String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private ExitStatus run(ApiRequest request, RemoteCommandStreams streams) throws IOException, InterruptedException {
        OutputStream out = streams.stdout();
        switch (String.join(" ", request.query().all("command"))) {
            case "cat" -> streams.stdin().transferTo(out);
            case "fail" -> {
                streams.stderr().write("failing".getBytes(StandardCharsets.US_ASCII));
                return new ExitStatus.Exited(3);
            }
            case "big" -> {
                byte[] line = "0123456789\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 500; i++) {
                    out.write(line);
                }
            }
            case "size" -> out.write(String.valueOf(streams.nextResize()).getBytes(StandardCharsets.US_ASCII));
            case "hang" -> {
                out.write("hanging".getBytes(StandardCharsets.US_ASCII));
                streams.onClose(clientLeft::countDown);
                clientLeft.await();
            }
            default -> throw new IOException("no such command");
        }
        return ExitStatus.SUCCESS;
    }

    private static ApiResponse json(String text) {
        return ApiResponse.of(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }
}
