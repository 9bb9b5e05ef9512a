package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.fieldmanagement.Shapes;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.admission.AdmissionChain;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.apiserver.conversion.Conversion;
import io.jubernetes.apiserver.metrics.AdmissionMetrics;
import io.jubernetes.apiserver.pipeline.Authorization;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.strategy.Strategies;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.ObjectSeeds;
import io.jubernetes.apiserver.surface.Surface;
import io.jubernetes.apiserver.surface.WriteHook;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.Feed;
import io.jubernetes.apiserver.watchcache.FieldIndex;
import io.jubernetes.apiserver.watchcache.FieldIndex.SelectableField;
import io.jubernetes.apiserver.watchcache.ResourceCache;
import io.jubernetes.apiserver.watchcache.Snapshot;
import io.jubernetes.apiserver.watchcache.WatchSource;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The resources that are stored, and what serves them. */
public final class Registry implements ObjectReader, ObjectSeeds, AutoCloseable {

    private final Environment environment;
    private final VersionedStore store;
    private final AdmissionMetrics admissions;
    private final ApiServerConfig.Limits limits;
    private final boolean nodesAreRestricted;
    private final RetiredKinds retired;
    private final Serving builtIn;
    private final Feed feed;
    private final QuotaBooks books;
    private final QuotaKeeper keeper;
    /** By where they lie; used by one task at a time. */
    private final Map<ResourceKeys, Extended> extensions = new LinkedHashMap<>();

    private volatile Serving now;
    private List<WriteHook> hooks = List.of();
    private @Nullable ResourceHandler handler;
    private volatile boolean serving;

    public Registry(
            ApiServerConfig config, Environment environment, VersionedStore store, AdmissionMetrics admissions) {
        this.environment = environment;
        this.store = store;
        this.admissions = admissions;
        this.limits = config.limits();
        this.nodesAreRestricted = config.access().mode() == AuthorizationMode.NODE_RBAC;
        this.retired = new RetiredKinds(config.runtime().retired());
        Catalogue catalogue = Catalogue.kubernetes();
        Map<ResourceType, ResourceCache> caches = caches(catalogue);
        this.feed =
                new Feed(store, environment, caches.values().stream().distinct().toList());
        Shapes shapes = new Shapes(catalogue.schema());
        List<Resource> resources = new ArrayList<>();
        caches.forEach((type, cache) -> {
            Content content = Content.declared(catalogue.schema(), shapes, type);
            Conversion conversion = Conversion.of(type);
            Versions versions = conversion == null ? Versions.SINGLE : new PeerVersions(conversion, false);
            resources.add(resource(new Kind(type, Strategies.of(type), content, versions), cache));
        });
        retired.forEach(
                (kind, successor) -> resources.add(resource(kind, Objects.requireNonNull(caches.get(successor)))));
        this.builtIn = new Serving(retired.catalogue(), resources);
        this.now = builtIn;
        this.books =
                new QuotaBooks(environment, () -> now, Objects.requireNonNull(builtIn.preferred("", "resourcequotas")));
        this.keeper = new QuotaKeeper(environment, books, new Commits(store, feed));
    }

    private Resource resource(Kind kind, ResourceCache cache) {
        return new Resource(kind, cache, new WatchSource(cache, feed, store, environment, limits.watchQueue()));
    }

    private Map<ResourceType, ResourceCache> caches(Catalogue catalogue) {
        Map<ResourceType, ResourceCache> caches = new LinkedHashMap<>();
        Map<String, ResourceCache> stored = new LinkedHashMap<>();
        for (ResourceType type : catalogue.all()) {
            if (type.allows("list")) {
                // the version that is stored comes first
                caches.put(type, stored.computeIfAbsent(Conversion.storedAs(type), name -> cache(type)));
            }
        }
        return caches;
    }

    private ResourceCache cache(ResourceType type) {
        FieldIndex index = new FieldIndex(SelectableFields.of(type));
        return new ResourceCache(
                ResourceKeys.of(type.group(), type.plural()), index, environment, limits.watchHistory());
    }

    /** Plugs in what surrounds the core; called once, before {@link #start}. */
    public void attach(Surface surface) {
        hooks = surface.writeHooks();
        WriteSteps steps = new WriteSteps(
                new AdmissionChain(this, environment, surface.access().authorizer(), nodesAreRestricted, admissions),
                new Checks(),
                new Commits(store, feed),
                new QuotaCharges(books),
                () -> hooks);
        handler = new ResourceHandler(() -> now, surface, parts(steps, surface));
    }

    private ResourceHandler.Parts parts(WriteSteps steps, Surface surface) {
        Rendering rendering = new Rendering(retired.tables(surface.tables()), environment);
        Updater updater = new Updater(steps);
        Lister lister = new Lister(store, feed);
        Resource ofBudgets = Objects.requireNonNull(builtIn.preferred("policy", "poddisruptionbudgets"));
        DisruptionBudgets budgets = new DisruptionBudgets(environment, ofBudgets, updater);
        FieldManagement fields = new FieldManagement(environment, () -> now);
        ObjectVerbs objects = new ObjectVerbs(
                fields,
                lister,
                new ObjectVerbs.Writers(
                        new Creator(
                                environment,
                                steps,
                                new Authorization(surface.access().authorizer())),
                        updater,
                        new Deleter(environment, steps)),
                rendering);
        return new ResourceHandler.Parts(
                objects,
                new CollectionVerbs(lister, environment, rendering),
                new ScaleSubresource(fields, updater, rendering),
                new PodActions(environment, updater, rendering, budgets));
    }

    /** Fills the caches from the store, and follows it. @param beforeServing is run with full caches, before the first request */
    public void start(Runnable beforeServing) {
        Relocation relocation = new Relocation(store);
        for (Resource resource : builtIn.resources()) {
            Conversion conversion = Conversion.of(resource.type());
            if (conversion != null) {
                relocation.move(resource.type(), conversion, resource.keys());
            }
        }
        feed.start();
        beforeServing.run();
        builtIn.resources().stream()
                .filter(resource -> resource.type().namespaced())
                .forEach(resource -> resource.cache().onChange(keeper::touched));
        keeper.start();
        serving = true;
    }

    /** All that is served now. */
    public Catalogue catalogue() {
        return now.catalogue();
    }

    /**
     * A resource that is served besides those of Kubernetes.
     *
     * @param fields by which its objects can be selected
     * @param kinds of all its versions, the preferred one first
     */
    public record Extension(ResourceKeys keys, List<SelectableField> fields, List<Kind> kinds) {}

    private record Extended(Extension extension, ResourceCache cache) {}

    /**
     * Serves these besides what Kubernetes itself has, and nothing else. Used by one task at a time; requests under way end with
     * what they began with.
     */
    public void extend(List<Extension> wanted) {
        Map<ResourceKeys, Extended> next = new LinkedHashMap<>();
        wanted.forEach(extension -> next.put(extension.keys(), extended(extension)));
        List<Resource> resources = new ArrayList<>(builtIn.resources());
        next.values()
                .forEach(extended ->
                        extended.extension().kinds().forEach(kind -> resources.add(resource(kind, extended.cache()))));
        List<ResourceType> types = resources.stream().map(Resource::type).toList();
        now = new Serving(builtIn.catalogue().with(types), resources);
        retire(next);
    }

    private Extended extended(Extension extension) {
        Extended known = extensions.get(extension.keys());
        if (known != null && known.extension().fields().equals(extension.fields())) {
            return new Extended(extension, known.cache());
        }
        FieldIndex index = new FieldIndex(extension.fields());
        ResourceCache cache = new ResourceCache(extension.keys(), index, environment, limits.watchHistory());
        feed.add(cache);
        return new Extended(extension, cache);
    }

    private void retire(Map<ResourceKeys, Extended> next) {
        extensions.forEach((keys, old) -> {
            Extended kept = next.get(keys);
            if (kept == null || kept.cache() != old.cache()) {
                feed.remove(old.cache());
            } else if (!kept.extension().equals(old.extension())) {
                old.cache().endWatches();
            }
        });
        extensions.clear();
        extensions.putAll(next);
    }

    /** The newest state of a resource. */
    public Snapshot snapshot(String group, String resource) {
        return cache(group, resource).snapshot();
    }

    /** Calls {@code whenChanged} after each change of a resource; it must not wait. */
    public void onChange(String group, String resource, Runnable whenChanged) {
        cache(group, resource).onChange(whenChanged);
    }

    public ApiResponse handle(RequestContext context, Target target) {
        ResourceHandler attached = handler;
        if (attached == null || !serving) {
            // the caches do not show what the store holds: no answer is better than a wrong one
            throw new ApiException(StatusReason.ServiceUnavailable, "the server is starting or shutting down");
        }
        if (wantsNewest(context)) {
            feed.catchUp();
        }
        return attached.handle(context, target);
    }

    /** Only a read that names a revision, be it "any", is content with what the caches happen to hold. */
    private static boolean wantsNewest(RequestContext context) {
        return switch (context.info().verb()) {
            case "get", "list", "watch" -> {
                String revision = context.request().query().first("resourceVersion");
                yield revision == null || revision.isEmpty();
            }
            default -> true;
        };
    }

    @Override
    public @Nullable ObjectNode find(String group, String resource, String namespace, String name) {
        CachedObject found = cache(group, resource).snapshot().get(ResourceKeys.path(namespace, name));
        return found == null ? null : StoredObject.decode(found.bytes());
    }

    @Override
    public List<ObjectNode> list(String group, String resource, String namespace) {
        return cache(group, resource).snapshot().all(namespace).stream()
                .map(object -> StoredObject.decode(object.bytes()))
                .toList();
    }

    @Override
    public List<ObjectNode> selected(String group, String resource, String namespace, String field, String value) {
        ResourceCache cache = cache(group, resource);
        int position = cache.index().position(field);
        return cache.snapshot().all(namespace).stream()
                .filter(object -> object.fields().get(position).equals(value))
                .map(object -> StoredObject.decode(object.bytes()))
                .toList();
    }

    @Override
    public int count(String group, String resource) {
        return cache(group, resource).snapshot().objects().size();
    }

    @Override
    public long revision(String group, String resource) {
        return cache(group, resource).snapshot().revision();
    }

    @Override
    public boolean create(List<Seed> seeds) {
        List<Txn.Compare> compares = new ArrayList<>();
        List<Txn.Op> puts = new ArrayList<>();
        for (Seed seed : seeds) {
            JsonNode metadata = seed.object().path("metadata");
            String namespace = metadata.path("namespace").asText("");
            String key = cache(seed.group(), seed.resource())
                    .keys()
                    .key(ResourceKeys.path(namespace, metadata.path("name").asText()));
            compares.add(new Txn.Compare(key, 0));
            puts.add(new Txn.Put(key, StoredObject.encode(seed.object())));
        }
        return new Commits(store, feed).commit(new Txn(compares, puts)).isPresent();
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    private ResourceCache cache(String group, String resource) {
        Resource found = now.preferred(group, resource);
        if (found == null) {
            throw new IllegalArgumentException("no such resource: " + resource + " of group \"" + group + "\"");
        }
        return found.cache();
    }

    @Override
    public void close() {
        serving = false;
        keeper.close();
        feed.close();
    }
}
