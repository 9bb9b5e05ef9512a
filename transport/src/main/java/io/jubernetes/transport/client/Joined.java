package io.jubernetes.transport.client;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two connections as one: what either side sends goes to the other, until one closes. */
final class Joined implements ResponseBody.Upgrade {

    private static final Logger LOG = LoggerFactory.getLogger(Joined.class);
    private static final int PIECE = 32 * 1024;

    private final Environment environment;
    private final ClientConnection server;

    Joined(Environment environment, ClientConnection server) {
        this.environment = environment;
        this.server = server;
    }

    @Override
    public void run(Connection client) throws IOException {
        OutputStream toServer = server.output();
        Environment.Task sending = environment.start("upgrade-send", () -> {
            try {
                copy(client.input(), toServer);
            } finally {
                close(); // wakes the other direction
            }
        });
        try {
            copy(server.input(), client.output());
        } finally {
            close();
            sending.interrupt();
        }
    }

    private void copy(InputStream from, OutputStream to) {
        byte[] buffer = new byte[PIECE];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            LOG.trace("Joined connection ended: cause={}", e.toString());
        }
    }

    private void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.trace("Closed already: cause={}", e.toString());
        }
    }
}
