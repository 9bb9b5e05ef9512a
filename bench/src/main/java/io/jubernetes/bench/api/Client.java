package io.jubernetes.bench.api;

import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.TlsContexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whom to ask, and as whom. */
final class Client {

    private final URI server;
    private final SSLContext tls;
    private @Nullable Http2Connection own;

    Client(Path kubeconfig) throws IOException {
        ClientConfig config = ClientConfig.from(Kubeconfig.load(kubeconfig), null);
        this.server = config.server();
        this.tls = TlsContexts.of(config.tls());
    }

    Http2Connection connect() throws IOException {
        return Http2Connection.open(server, tls);
    }

    /** One request after the other; any answer but success is a fault. @return the answer's body */
    String ask(byte[] head, String body) throws IOException {
        if (own == null) {
            own = connect();
        }
        Whole answer = new Whole();
        own.send(head, new Body(body), answer);
        own.flush();
        while (!answer.ended) {
            own.read();
        }
        String text = answer.bytes.toString(StandardCharsets.UTF_8);
        if (answer.code >= 300) {
            throw new IOException(answer.code + ": " + text);
        }
        return text;
    }

    private static final class Whole implements Exchange {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int code;
        private boolean ended;

        @Override
        public void status(int answered) {
            code = answered;
        }

        @Override
        public void body(byte[] piece, int offset, int length) {
            bytes.write(piece, offset, length);
        }

        @Override
        public void ended() {
            ended = true;
        }
    }
}
