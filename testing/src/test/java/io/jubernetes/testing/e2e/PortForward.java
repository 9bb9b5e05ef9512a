package io.jubernetes.testing.e2e;

import static org.awaitility.Awaitility.await;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code kubectl port-forward} that listens on a free port of this machine until it is closed. */
final class PortForward implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) ->");

    private final BackgroundCommand command;

    PortForward(Kubectl kubectl, String target, int port) {
        command = new BackgroundCommand(kubectl.line("port-forward", target, ":" + port));
        try {
            await("kubectl port-forward listens")
                    .atMost(WebSite.SOON)
                    .until(() -> LISTENING.matcher(command.output()).find());
        } catch (RuntimeException e) {
            command.close();
            throw e;
        }
    }

    String url() {
        Matcher line = LISTENING.matcher(command.output());
        if (!line.find()) {
            throw new IllegalStateException(command.output());
        }
        return "http://127.0.0.1:" + line.group(1) + "/";
    }

    @Override
    public void close() {
        command.close();
    }
}
