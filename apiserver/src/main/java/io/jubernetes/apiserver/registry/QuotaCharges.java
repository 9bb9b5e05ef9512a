package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.quota.Amounts;
import io.jubernetes.apiserver.quota.Scopes;
import io.jubernetes.apiserver.quota.Usage;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.Snapshot;
import io.jubernetes.kvstore.Txn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Charges writes to the quotas of their namespace: what is used then is written in the same transaction as the object, so that
 * quotas are exact however many write at once, and nothing has to be given back when a write fails.
 */
final class QuotaCharges {

    private final QuotaBooks books;

    QuotaCharges(QuotaBooks books) {
        this.books = books;
    }

    /**
     * A write that may count.
     *
     * @param subresource through which it is written
     * @param previous null when the object is created
     */
    record Charge(Write write, String subresource, @Nullable ObjectNode previous, ObjectNode next) {

        ResourceType type() {
            return write.resource().type();
        }

        boolean counts() {
            boolean ignored = type().groupResource().equals("events");
            return previous == null
                    ? subresource.isEmpty() && type().namespaced() && !ignored
                    : Usage.mayChange(type(), subresource);
        }
    }

    /**
     * The transaction with what it takes to charge it. When it fails, somebody may have written an object of the same quota.
     *
     * @throws ApiException Forbidden when a quota would be exceeded
     */
    Txn charged(Charge charge, Txn txn) {
        Snapshot quotas = books.quotas().cache().snapshot();
        if (quotas.objects().isEmpty() || !charge.counts()) {
            return txn;
        }
        List<Txn.Compare> compares = new ArrayList<>(txn.compares());
        List<Txn.Op> ops = new ArrayList<>(txn.ops());
        for (CachedObject quota : quotas.all(charge.write().namespace())) {
            ObjectNode next = charged(charge, quota);
            if (next != null) {
                String key = books.quotas().keys().key(quota.path());
                compares.add(new Txn.Compare(key, quota.revision()));
                ops.add(new Txn.Put(key, Commits.encode(books.quotas(), next).stored()));
            }
        }
        return new Txn(compares, ops, txn.makesRoom());
    }

    /** The quota after the write; null when it does not count. */
    private @Nullable ObjectNode charged(Charge charge, CachedObject cached) {
        ObjectNode quota = StoredObject.decode(cached.bytes());
        Amounts hard = Amounts.of(quota.path("spec").path("hard"));
        List<String> limited = hard.names().stream()
                .filter(name -> Usage.concerns(charge.type(), name))
                .toList();
        if (limited.isEmpty() || !Scopes.include(quota.path("spec"), charge.type(), charge.next())) {
            return null;
        }
        String unsaid = Usage.unsaid(charge.type(), charge.next(), limited);
        if (!unsaid.isEmpty()) {
            throw refusal(charge, "failed quota: " + cached.name() + ": must specify " + unsaid);
        }
        Amounts more = delta(charge, quota).only(limited).withoutZeros();
        if (more.isEmpty()) {
            return null;
        }
        Amounts used = books.used(quota);
        Amounts next = used.plus(more);
        requireWithin(charge, cached.name(), hard, used, more);
        return QuotaBooks.written(quota, hard, next);
    }

    private Amounts delta(Charge charge, ObjectNode quota) {
        Instant now = books.now();
        Amounts usage = Usage.of(charge.type(), charge.next(), now);
        ObjectNode previous = charge.previous();
        return previous == null || !Scopes.include(quota.path("spec"), charge.type(), previous)
                ? usage
                : usage.beyond(Usage.of(charge.type(), previous, now));
    }

    private static void requireWithin(Charge charge, String quota, Amounts hard, Amounts used, Amounts more) {
        Set<String> exceeded = used.plus(more).only(more.names()).above(hard);
        if (!exceeded.isEmpty()) {
            throw refusal(
                    charge,
                    "exceeded quota: " + quota + ", requested: " + more.only(exceeded) + ", used: "
                            + used.only(exceeded) + ", limited: " + hard.only(exceeded));
        }
    }

    private static ApiException refusal(Charge charge, String why) {
        String name = charge.next().path("metadata").path("name").asText("");
        return ApiException.forbidden(charge.type().group(), charge.type().plural(), name, why);
    }
}
