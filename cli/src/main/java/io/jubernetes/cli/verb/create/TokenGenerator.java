package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.session.Durations;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create token}: a token of a service account. */
@Command(name = "token", description = "Request a service account token.")
final class TokenGenerator implements Callable<Integer> {

    private final Session session;

    @Option(names = "--audience", paramLabel = "AUDIENCE", split = ",", description = "For whom it is.")
    private List<String> audiences = new ArrayList<>();

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "0", description = "How long it is good for.")
    private String duration = "0";

    @Parameters(paramLabel = "SERVICE_ACCOUNT", description = "Whose it is.")
    private String name = "";

    TokenGenerator(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode request = Json.object();
        request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        ObjectNode spec = request.putObject("spec");
        ArrayNode wanted = spec.putArray("audiences");
        audiences.forEach(wanted::add);
        long seconds = Durations.parse("--duration", duration).toSeconds();
        if (seconds > 0) {
            spec.put("expirationSeconds", seconds);
        }
        String path = "/api/v1/namespaces/" + session.namespace() + "/serviceaccounts/" + name + "/token";
        ObjectNode answer = session.server().send("POST", path, QueryParameters.EMPTY, request);
        session.terminal().line(answer.path("status").path("token").asText());
        return 0;
    }
}
