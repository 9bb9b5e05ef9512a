package io.jubernetes.cli.session;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.cli.discovery.Discovery;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: its streams, its server, what that serves, and the namespace. Made before the flags are read, so
 * everything that depends on them is made when first asked for. Used by one thread.
 */
public final class Session {

    private final Terminal terminal;
    private final GlobalOptions options;
    private final Connector connector;
    private @Nullable Target target;
    private @Nullable Server server;
    private @Nullable Discovery discovery;

    /** Turns the flags into a way to the server. */
    @FunctionalInterface
    public interface Connector {
        Target connect(GlobalOptions options);
    }

    /**
     * @param namespace where the context says that work is done
     * @param address for messages, {@code host:port}
     */
    public record Target(ApiHandler handler, String namespace, String address) {}

    public Session(Terminal terminal, GlobalOptions options, Connector connector) {
        this.terminal = terminal;
        this.options = options;
        this.connector = connector;
    }

    public Terminal terminal() {
        return terminal;
    }

    public GlobalOptions options() {
        return options;
    }

    public Server server() {
        Server known = server;
        if (known == null) {
            known = new Server(target().handler(), text -> terminal.note("Warning: " + text));
            server = known;
        }
        return known;
    }

    /** The way to the server itself, for verbs that take a connection over. */
    public ApiHandler handler() {
        return target().handler();
    }

    public Discovery discovery() {
        Discovery known = discovery;
        if (known == null) {
            known = new Discovery(server());
            discovery = known;
        }
        return known;
    }

    /** The namespace of the flag, or of the context, or {@code default}. */
    public String namespace() {
        return options.namespace == null ? target().namespace() : options.namespace;
    }

    /** Whether the flag was given: then a manifest must not name another one. */
    public boolean namespaceGiven() {
        return options.namespace != null;
    }

    /** Where the server is, for messages; empty when that was not found out yet. */
    public String address() {
        return target == null ? "" : target.address();
    }

    private Target target() {
        Target known = target;
        if (known == null) {
            known = connector.connect(options);
            target = known;
        }
        return known;
    }
}
