package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies between one forwarded stream and the port it is for. */
final class PortRelay {

    private static final Logger LOG = LoggerFactory.getLogger(PortRelay.class);

    private final Environment environment;
    private final PortDialer dialer;

    PortRelay(Environment environment, PortDialer dialer) {
        this.environment = environment;
        this.dialer = dialer;
    }

    /**
     * Runs until the port's side ended, or the client's side broke.
     *
     * @param error gets a text when the port cannot be reached; closed at the end, which the client waits for
     */
    void run(int port, InputStream fromClient, OutputStream toClient, OutputStream error) throws InterruptedException {
        try (Connection target = dialer.dial(port)) {
            Environment.Task sending = environment.start("port-forward-send", () -> send(fromClient, target));
            try {
                target.input().transferTo(toClient);
            } catch (IOException e) {
                LOG.debug("Forwarded connection broke: port={} cause={}", port, e.toString());
            } finally {
                sending.interrupt();
            }
        } catch (IOException e) {
            report(error, "error forwarding port " + port + ": " + e.getMessage());
        } finally {
            close(toClient);
            close(error);
        }
    }

    private static void send(InputStream fromClient, Connection target) {
        try {
            fromClient.transferTo(target.output());
            target.output().close(); // the other direction may still have something to say
        } catch (IOException e) {
            LOG.trace("Forwarded connection ended: cause={}", e.toString());
        }
    }

    private static void report(OutputStream error, String text) {
        try {
            error.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("Nobody left to tell: text={}", text);
        }
    }

    private static void close(OutputStream output) {
        try {
            output.close();
        } catch (IOException e) {
            LOG.trace("Closed already: cause={}", e.toString());
        }
    }
}
