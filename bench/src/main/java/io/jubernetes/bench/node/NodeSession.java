package io.jubernetes.bench.node;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.http.TlsContexts;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.stream.ExitStatus;
import io.jubernetes.transport.stream.RemoteCommandClient;
import io.jubernetes.transport.stream.RemoteCommandClient.LocalStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

/** What a user does with a running pod, through the API server. */
record NodeSession(Environment environment, ApiHandler server) {

    private static final String PODS = "/api/v1/namespaces/default/pods/";

    static NodeSession of(Environment environment, ClientConfig config) {
        URI server = config.server();
        Target target = Target.https(server.getHost(), server.getPort(), TlsContexts.of(config.tls()));
        return new NodeSession(environment, new UpgradableHttpClient(environment, target));
    }

    void exec(String pod, String command) throws IOException, InterruptedException {
        RemoteCommandClient remote = new RemoteCommandClient(environment);
        QueryParameters query = QueryParameters.EMPTY
                .and("command", command)
                .and("container", "main")
                .and("stdout", "true")
                .and("stderr", "true");
        ApiResponse response = get(PODS + pod + "/exec", query, remote.headers());
        OutputStream nowhere = OutputStream.nullOutputStream();
        ExitStatus status = remote.run(response, new LocalStreams(null, nowhere, nowhere), null);
        if (!(status instanceof ExitStatus.Exited(int code)) || code != 0) {
            throw new IOException("the command ended badly: " + status);
        }
    }

    /** @return how many bytes it has */
    long readLog(String pod) throws IOException, InterruptedException {
        ApiResponse response = get(PODS + pod + "/log", QueryParameters.EMPTY, Headers.of("accept", "*/*"));
        if (response.status() != 200 || !(response.body() instanceof ResponseBody.Stream log)) {
            throw new IOException("the log was answered with " + response.status());
        }
        Counter counter = new Counter();
        log.writeTo(counter);
        return counter.bytes;
    }

    private static final class Counter implements BodySink {

        private long bytes;

        @Override
        public void write(byte[] piece) {
            bytes += piece.length;
        }

        @Override
        public void onClose(Runnable action) {
            // it never goes away before the end
        }
    }

    private ApiResponse get(String path, QueryParameters query, Headers headers) {
        return server.handle(
                new ApiRequest("GET", path, query, headers, new byte[0], new Caller.Local(new UserInfo(""))));
    }
}
