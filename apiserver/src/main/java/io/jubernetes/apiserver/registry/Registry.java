package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.admission.AdmissionChain;
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
import io.jubernetes.apiserver.watchcache.ResourceCache;
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
    private final Catalogue catalogue;
    private final Map<ResourceType, Resource> resources = new LinkedHashMap<>();
    private final Map<String, Resource> preferred = new LinkedHashMap<>();
    private final Feed feed;
    private List<WriteHook> hooks = List.of();
    private @Nullable ResourceHandler handler;
    private volatile boolean serving;

    public Registry(ApiServerConfig config, Environment environment, VersionedStore store) {
        this.environment = environment;
        this.store = store;
        this.catalogue = Catalogue.kubernetes();
        Map<ResourceType, ResourceCache> caches = caches(config);
        this.feed = new Feed(store, environment, List.copyOf(caches.values()));
        int queue = config.limits().watchQueue();
        caches.forEach((type, cache) -> {
            WatchSource watches = new WatchSource(cache, feed, store, environment, queue);
            Resource resource = new Resource(type, Strategies.of(type), cache, watches);
            resources.put(type, resource);
            preferred.putIfAbsent(type.groupResource(), resource);
        });
    }

    private Map<ResourceType, ResourceCache> caches(ApiServerConfig config) {
        Map<ResourceType, ResourceCache> caches = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        for (ResourceType type : catalogue.all()) {
            if (type.allows("list")) {
                // until versions are converted into each other, objects of another version than the preferred lie apart
                boolean first = !seen.contains(type.groupResource());
                String group = first ? type.group() : type.version() + "." + type.group();
                seen.add(type.groupResource());
                FieldIndex index = new FieldIndex(SelectableFields.of(type));
                ResourceKeys keys = ResourceKeys.of(group, type.plural());
                caches.put(type, new ResourceCache(keys, index, config.limits().watchHistory()));
            }
        }
        return caches;
    }

    /** Plugs in what surrounds the core; called once, before {@link #start}. */
    public void attach(Surface surface) {
        hooks = surface.writeHooks();
        WriteSteps steps = new WriteSteps(
                new AdmissionChain(this, environment),
                new Checks(catalogue.schema()),
                new Commits(store, feed),
                () -> hooks);
        handler = new ResourceHandler(catalogue, resources, surface, parts(steps, surface));
    }

    private ResourceHandler.Parts parts(WriteSteps steps, Surface surface) {
        Rendering rendering = new Rendering(surface.tables());
        Updater updater = new Updater(steps);
        Lister lister = new Lister(store, feed);
        Resource ofBudgets = Objects.requireNonNull(preferred.get("poddisruptionbudgets.policy"));
        DisruptionBudgets budgets = new DisruptionBudgets(environment, ofBudgets, updater);
        FieldManagement fields = new FieldManagement(catalogue.schema(), environment);
        ObjectVerbs objects = new ObjectVerbs(
                catalogue.schema(),
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
                new ScaleSubresource(catalogue.schema(), fields, updater, rendering),
                new PodActions(environment, updater, rendering, budgets));
    }

    /** Fills the caches from the store, and follows it. */
    public void start() {
        feed.start();
        serving = true;
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
            puts.add(new Txn.Put(key, Commits.encode(seed.object())));
        }
        return new Commits(store, feed).commit(new Txn(compares, puts)).isPresent();
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    private ResourceCache cache(String group, String resource) {
        Resource found = preferred.get(group.isEmpty() ? resource : resource + "." + group);
        if (found == null) {
            throw new IllegalArgumentException("no such resource: " + resource + " of group \"" + group + "\"");
        }
        return found.cache();
    }

    @Override
    public void close() {
        serving = false;
        feed.close();
    }
}
