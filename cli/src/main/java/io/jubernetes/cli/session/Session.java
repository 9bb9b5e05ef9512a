package io.jubernetes.cli.session;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cli.discovery.Discovery;
import io.jubernetes.cli.discovery.DiscoveryCache;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: its streams, its server, what that serves, and the namespace. Made before the flags are read, so
 * everything that depends on them is made when first asked for. Used by one thread.
 */
public final class Session {

    private final Terminal terminal;
    private final GlobalOptions options;
    private final Connector connector;
    private final Environment environment;
    private @Nullable Target target;
    private @Nullable Server server;
    private @Nullable Discovery discovery;

    /** Turns the flags into a way to the server. */
    @FunctionalInterface
    public interface Connector {
        /** @param notes told what only those want to know who ask for more with {@code -v} */
        Target connect(GlobalOptions options, Environment environment, Consumer<String> notes);
    }

    /**
     * @param namespace where the context says that work is done
     * @param address for messages, {@code host:port}
     * @param cache what this server served lately
     */
    public record Target(ApiHandler handler, String namespace, String address, DiscoveryCache cache) {

        /** A server of which nothing is remembered. */
        public Target(ApiHandler handler, String namespace, String address) {
            this(handler, namespace, address, DiscoveryCache.NONE);
        }
    }

    public Session(Terminal terminal, GlobalOptions options, Connector connector, Environment environment) {
        this.terminal = terminal;
        this.options = options;
        this.connector = connector;
        this.environment = environment;
    }

    public Terminal terminal() {
        return terminal;
    }

    public GlobalOptions options() {
        return options;
    }

    public Environment environment() {
        return environment;
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
            known = new Discovery(server(), target().cache());
            discovery = known;
        }
        return known;
    }

    /** Changes of objects, seen as they happen. */
    public Watching watching() {
        return new Watching(server(), environment);
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
            known = connector.connect(options, environment, options.verbosity > 0 ? terminal::note : note -> {});
            target = known;
        }
        return known;
    }
}
