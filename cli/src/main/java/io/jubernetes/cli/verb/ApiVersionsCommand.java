package io.jubernetes.cli.verb;

import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jubectl api-versions}. */
@Command(
        name = "api-versions",
        description = "Print the supported API versions on the server, in the form of \"group/version\".")
final class ApiVersionsCommand implements Callable<Integer> {

    private final Session session;

    ApiVersionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.discovery().refreshed().stream()
                .map(ApiResource::apiVersion)
                .distinct()
                .sorted()
                .forEach(session.terminal()::line);
        return 0;
    }
}
