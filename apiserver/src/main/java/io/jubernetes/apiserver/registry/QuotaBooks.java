package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.quota.Amounts;
import io.jubernetes.apiserver.quota.Scopes;
import io.jubernetes.apiserver.quota.Usage;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** How much of a quota is used: as its status says, or counted anew. */
final class QuotaBooks {

    private final Environment environment;
    private final Supplier<Serving> serving;
    private final Resource quotas;

    QuotaBooks(Environment environment, Supplier<Serving> serving, Resource quotas) {
        this.environment = environment;
        this.serving = serving;
        this.quotas = quotas;
    }

    Resource quotas() {
        return quotas;
    }

    Instant now() {
        return environment.now();
    }

    /** As the status says, unless that is not about what the quota limits now. */
    Amounts used(ObjectNode quota) {
        Amounts hard = Amounts.of(quota.path("spec").path("hard"));
        Amounts used = Amounts.of(quota.path("status").path("used"));
        boolean known =
                quota.path("status").path("hard").equals(quota.path("spec").path("hard"))
                        && used.names().containsAll(hard.names());
        return known ? used : counted(quota);
    }

    /** Counts all objects. The quota has to be read before: what is created then will not fit to it any more. */
    Amounts counted(ObjectNode quota) {
        Amounts hard = Amounts.of(quota.path("spec").path("hard"));
        Amounts sum = Amounts.of(zeros(hard.names()));
        String namespace = quota.path("metadata").path("namespace").asText();
        for (ResourceType type : serving.get().catalogue().all()) {
            if (type.namespaced() && hard.names().stream().anyMatch(name -> Usage.concerns(type, name))) {
                sum = sum.plus(ofType(type, quota, namespace).only(hard.names()));
            }
        }
        return sum;
    }

    private Amounts ofType(ResourceType type, ObjectNode quota, String namespace) {
        // other versions of a resource have the same objects
        Resource resource = serving.get().preferred(type.group(), type.plural());
        if (resource == null || !resource.type().equals(type)) {
            return Amounts.NONE;
        }
        Amounts sum = Amounts.NONE;
        Collection<CachedObject> objects = resource.cache().snapshot().all(namespace);
        for (CachedObject object : objects) {
            ObjectNode tree = StoredObject.decode(object.bytes());
            if (Scopes.include(quota.path("spec"), type, tree)) {
                sum = sum.plus(Usage.of(type, tree, now()));
            }
        }
        return sum;
    }

    private static ObjectNode zeros(Collection<String> names) {
        ObjectNode zeros = Json.object();
        names.forEach(name -> zeros.put(name, Quantity.ZERO.toString()));
        return zeros;
    }

    /** The quota with its status. */
    static ObjectNode written(ObjectNode quota, Amounts hard, Amounts used) {
        ObjectNode status = quota.putObject("status");
        status.set("hard", quota.path("spec").path("hard").deepCopy());
        status.set("used", used.only(hard.names()).toJson());
        return quota;
    }
}
