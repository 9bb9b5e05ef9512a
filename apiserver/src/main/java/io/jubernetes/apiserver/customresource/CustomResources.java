package io.jubernetes.apiserver.customresource;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.definition.Conditions;
import io.jubernetes.apiserver.registry.Registry;
import io.jubernetes.apiserver.surface.Rounds;
import io.jubernetes.apiserver.surface.ServedTypes;
import io.jubernetes.apiserver.surface.ServedTypes.CustomType;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what CustomResourceDefinitions say. It follows the stored definitions, whoever wrote them: so all servers of one store
 * serve the same a moment after a write, and after a start.
 */
public final class CustomResources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CustomResources.class);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final Registry registry;
    private final DefinitionReconciler reconciler;
    private final WebhookConverters converters;

    private final Rounds rounds;

    private Runnable whenServed = () -> {};
    private volatile ServedTypes types;

    /** By name; used by one task at a time. */
    private Map<String, Definition> definitions = new LinkedHashMap<>();

    private Map<String, CustomResource> served = new LinkedHashMap<>();

    /** @param server this server, complete */
    public CustomResources(Environment environment, Registry registry, ApiHandler server) {
        this.registry = registry;
        this.reconciler = new DefinitionReconciler(
                environment,
                registry,
                new OwnRequests(server),
                registry.catalogue().all());
        this.converters = new WebhookConverters(environment, registry);
        this.types = new ServedTypes(registry.catalogue(), Map.of());
        this.rounds = new Rounds(environment, "custom-resources", BETWEEN_TRIES, this::round);
    }

    /** What is served now. */
    public ServedTypes types() {
        return types;
    }

    /** Calls {@code action} whenever something else is served; it must not wait. */
    public void onServed(Runnable action) {
        whenServed = action;
    }

    /** Serves what the store says; called once, before anybody is served. */
    public void load() {
        registry.onChange(Definition.GROUP, Definition.PLURAL, rounds::wake);
        refresh();
    }

    /** Follows the store from now on. */
    public void start() {
        rounds.start();
    }

    /** @return when to come again without being called */
    private @Nullable Duration round() {
        refresh();
        return reconciler.reconcile(List.copyOf(definitions.values())) ? BETWEEN_TRIES : null;
    }

    private void refresh() {
        Map<String, Definition> next = new LinkedHashMap<>();
        for (CachedObject stored :
                registry.snapshot(Definition.GROUP, Definition.PLURAL).all("")) {
            Definition definition = definition(stored);
            if (definition != null) {
                next.put(stored.name(), definition);
            }
        }
        definitions = next;
        serve(next);
    }

    /** @return null when it cannot be understood */
    private @Nullable Definition definition(CachedObject stored) {
        Definition known = definitions.get(stored.name());
        if (known != null && known.source().revision() == stored.revision()) {
            return known;
        }
        try {
            return Definition.read(stored);
        } catch (RuntimeException broken) {
            LOG.error("a definition cannot be read; name={}", stored.name(), broken);
            return null;
        }
    }

    private void serve(Map<String, Definition> all) {
        Map<String, CustomResource> next = new LinkedHashMap<>();
        all.values().stream()
                .filter(CustomResources::isServed)
                .sorted(Comparator.comparing(Definition::group).thenComparing(Definition::plural))
                .forEach(definition -> {
                    CustomResource resource = resource(definition);
                    if (resource != null) {
                        next.put(definition.name(), resource);
                    }
                });
        if (next.equals(served)) {
            return;
        }
        registry.extend(next.values().stream().map(CustomResource::extension).toList());
        Map<ResourceType, CustomType> custom = new LinkedHashMap<>();
        next.values().forEach(resource -> custom.putAll(resource.types()));
        types = new ServedTypes(registry.catalogue(), custom);
        served = next;
        whenServed.run();
    }

    private static boolean isServed(Definition definition) {
        boolean named = definition.is(Conditions.NAMES_ACCEPTED) || definition.is(Conditions.ESTABLISHED);
        boolean done = definition.isTerminating() && !definition.hasFinalizer();
        return named && !done && !definition.storageVersion().isEmpty();
    }

    /** @return null when nothing can be made of the definition: the others are served all the same */
    private @Nullable CustomResource resource(Definition definition) {
        CustomResource known = served.get(definition.name());
        if (known != null && known.edition().equals(definition.edition())) {
            return known;
        }
        try {
            return CustomResourceBuilding.of(definition, converters.of(definition));
        } catch (RuntimeException broken) {
            LOG.error("a definition cannot be served; name={}", definition.name(), broken);
            return known;
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
