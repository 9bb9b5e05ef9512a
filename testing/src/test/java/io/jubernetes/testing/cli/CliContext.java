package io.jubernetes.testing.cli;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.cli.Jubectl;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.session.Terminal;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** An API server in this process, and the command as a person would type it. */
final class CliContext implements AutoCloseable {

    /** What a command printed, and its exit code. */
    record Result(int exit, String out, String err) {}

    private static final Caller ADMIN = new Caller.Local(new UserInfo("admin", "system:masters"));

    private final Environment environment = new SystemEnvironment();
    private final ApiServer server = new ApiServer(ApiServerConfig.defaults(), environment, new MemoryStore());

    CliContext() {
        server.start();
    }

    Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        ApiHandler asAdmin = request -> server.handle(request.withCaller(ADMIN));
        int exit = Jubectl.run(
                terminal,
                (options, env, notes) -> new Session.Target(asAdmin, "default", "localhost:6443"),
                environment,
                arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
