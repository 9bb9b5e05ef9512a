package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.YamlText;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.output.JsonText;
import io.jubernetes.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jubectl version}: of this program, and of the server. */
@Command(name = "version", description = "Print the client and server version information.")
final class VersionCommand implements Callable<Integer> {

    private static final String KUBERNETES = "v1.35.0";

    private final Session session;

    @Option(names = "--client", description = "Only of this program; no server is needed.")
    private boolean clientOnly;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            defaultValue = "",
            description = "With all that is known.")
    private String output = "";

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode versions = Json.object();
        versions.set("clientVersion", client());
        if (!clientOnly && !output.isEmpty()) {
            versions.set("serverVersion", server());
        }
        switch (output) {
            case "" -> human();
            case "yaml" -> session.terminal().out().print(YamlText.of(versions));
            case "json" -> session.terminal().out().print(JsonText.of(versions));
            default -> throw new CommandException("error: --output must be 'yaml' or 'json'");
        }
        return 0;
    }

    private void human() {
        session.terminal().line("Client Version: " + client().path("gitVersion").asText());
        if (!clientOnly) {
            session.terminal()
                    .line("Server Version: " + server().path("gitVersion").asText());
        }
    }

    private ObjectNode server() {
        session.terminal().out().flush();
        return session.server().get("/version", QueryParameters.EMPTY);
    }

    /** The version of Kubernetes whose kubectl this program is like, and its own behind the plus. */
    private static ObjectNode client() {
        String own = VersionCommand.class.getPackage().getImplementationVersion();
        ObjectNode client = Json.object();
        client.put("compiler", "javac")
                .put("gitVersion", KUBERNETES + "+jubernetes" + (own == null ? "" : "." + own))
                .put("goVersion", "")
                .put("major", "1")
                .put("minor", "35")
                .put(
                        "platform",
                        System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + "/"
                                + System.getProperty("os.arch"));
        return client;
    }
}
