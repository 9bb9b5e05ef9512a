package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.aggregation.Inquiry.Outcome;
import io.jubernetes.apiserver.aggregation.ServiceAddresses.Located;
import io.jubernetes.apiserver.registry.Registry;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Derived;
import io.jubernetes.apiserver.surface.RemoteVersion;
import io.jubernetes.apiserver.surface.RemoteVersion.Known;
import io.jubernetes.apiserver.surface.Rounds;
import io.jubernetes.apiserver.surface.ServedTypes;
import io.jubernetes.transport.pki.Credential;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stored registrations: passes requests on to the servers that they name, says of each whether it can be had, and
 * registers what this server serves itself. It costs those nothing that ask for something else.
 */
public final class Aggregator implements AutoCloseable {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Environment environment;
    private final Registry registry;
    private final Supplier<ServedTypes> own;
    private final @Nullable Credential client;
    private final ServiceAddresses addresses;
    private final Inquiry inquiry;
    private final Writes writes;
    private final LocalRegistrations locals;

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@link #lock}, as what it has. */
    private final Map<String, Progress> progress = new LinkedHashMap<>();

    private final Rounds rounds;

    /** By group and version. Replaced, never changed. */
    private volatile Map<String, Remote> remotes = Map.of();

    private volatile Told told;

    /** What is told of this server's own types and of others' together. */
    private record Told(List<RemoteVersion> remote, Derived<ServedTypes, ServedTypes> all) {}

    /**
     * @param own what this server serves itself
     * @param server this server, complete
     * @param proxy null to come as nobody
     */
    public Aggregator(
            Environment environment,
            Registry registry,
            Supplier<ServedTypes> own,
            ApiHandler server,
            @Nullable FrontProxy proxy) {
        this.environment = environment;
        this.registry = registry;
        this.own = own;
        this.told = told(own, List.of());
        this.client = proxy == null ? null : proxy.client();
        this.addresses = new ServiceAddresses(registry);
        this.inquiry = new Inquiry(environment);
        this.writes = new Writes(server);
        this.locals = new LocalRegistrations(environment, registry, writes);
        this.rounds = new Rounds(environment, "aggregation", AFTER_FAILURE, this::round);
    }

    /** The answer of another server; null when the request is for this one. */
    public @Nullable ApiResponse answer(RequestContext context) {
        Map<String, Remote> now = remotes;
        if (now.isEmpty()) {
            return null;
        }
        Target target = context.info().target();
        String groupVersion = target == null
                ? RemotePath.groupVersion(context.info().path())
                : target.group() + "/" + target.api().version();
        Remote remote = now.get(groupVersion);
        return remote == null
                ? null
                : Passing.pass(
                        remote, context, RemotePath.isDocument(context.info().path()));
    }

    /** All that is served now, here and elsewhere. */
    public ServedTypes types() {
        Told known = told;
        return known.remote().isEmpty() ? own.get() : known.all().get();
    }

    private static Told told(Supplier<ServedTypes> own, List<RemoteVersion> remote) {
        return new Told(remote, new Derived<>(own, ours -> new ServedTypes(ours.catalogue(), ours.custom(), remote)));
    }

    /** Knows what the store says; called once, before anybody is served. */
    public void load() {
        registry.onChange(Registration.GROUP, Registration.PLURAL, this::wake);
        registry.onChange("", "services", this::wakeForRemotes);
        registry.onChange("discovery.k8s.io", "endpointslices", this::wakeForRemotes);
        refresh(stored());
    }

    /** Registers what this server serves, and follows the store from now on. */
    public void start() {
        locals.begin(stored(), own.get());
        rounds.start();
    }

    private void wakeForRemotes() {
        if (!remotes.isEmpty()) {
            wake();
        }
    }

    /** Looks again at what is served here and elsewhere. */
    public void wake() {
        rounds.wake();
    }

    /** @return until somebody has to be asked; null when there is nobody */
    private @Nullable Duration round() {
        Map<String, Registration> stored = stored();
        refresh(stored);
        locals.follow(stored, own.get());
        stored.values().stream()
                .filter(Registration::isLocal)
                .forEach(registration -> write(registration, Verdict.LOCAL));
        remotes.values().forEach(this::askWhenDue);
        return left();
    }

    private @Nullable Duration left() {
        lock.lock();
        try {
            long now = environment.nanoTime();
            return progress.values().stream()
                    .map(one -> one.left(now))
                    .filter(left -> !left.isNegative())
                    .min(Duration::compareTo)
                    .orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Registration> stored() {
        Map<String, Registration> all = new LinkedHashMap<>();
        registry.snapshot(Registration.GROUP, Registration.PLURAL)
                .all("")
                .forEach(object -> all.put(object.name(), Registration.of(object)));
        return all;
    }

    private void refresh(Map<String, Registration> stored) {
        Map<String, Remote> next = new LinkedHashMap<>();
        Map<String, Remote> before = remotes;
        locked(() -> {
            progress.keySet().removeIf(name -> {
                Registration registration = stored.get(name);
                return registration == null || !registration.isRemote();
            });
            stored.values().stream().filter(Registration::isRemote).forEach(registration -> {
                Progress known = progress.computeIfAbsent(registration.name(), name -> new Progress());
                Remote last = before.get(registration.groupVersion());
                next.put(registration.groupVersion(), remote(registration, last, known));
            });
        });
        List<RemoteVersion> versions = next.values().stream().map(Remote::told).toList();
        remotes = next;
        if (!versions.equals(told.remote())) {
            told = told(own, versions);
        }
    }

    private Remote remote(Registration registration, @Nullable Remote last, Progress known) {
        Located located = addresses.find(registration);
        RemoteServer server = last != null
                        && last.registration().spec().equals(registration.spec())
                        && last.server().located().equals(located)
                ? last.server()
                : new RemoteServer(environment, client, registration, located);
        RemoteVersion version = new RemoteVersion(
                registration.group(),
                registration.version(),
                registration.spec().path("groupPriorityMinimum").asInt(),
                registration.spec().path("versionPriority").asInt(),
                known.known());
        return new Remote(registration, server, version);
    }

    private void askWhenDue(Remote remote) {
        locked(() -> {
            Progress one = progress.get(remote.registration().name());
            if (one != null && one.begin(remote.server(), environment.nanoTime())) {
                environment.start("apiservice-inquiry", () -> ask(remote, one));
            }
        });
    }

    private void ask(Remote remote, Progress one) throws InterruptedException {
        Known before = remote.told().known();
        Outcome[] outcome = {new Outcome(Verdict.no("FailedDiscoveryCheck", ""), before.outdated())};
        boolean[] written = {false};
        try {
            outcome[0] = inquiry.ask(remote.registration(), remote.server(), before);
            written[0] = write(remote.registration(), outcome[0].verdict());
        } finally {
            locked(() -> one.end(outcome[0], written[0], environment.nanoTime()));
            wake();
        }
    }

    private boolean write(Registration registration, Verdict verdict) {
        var next = verdict.applied(registration, environment.now());
        return next == null || writes.status(next);
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
