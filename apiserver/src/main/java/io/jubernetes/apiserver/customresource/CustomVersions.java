package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.ObjectRules;
import io.jubernetes.apiserver.registry.Versions;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A version of a custom resource. What lies in the store was written by the schema of its day: it is pruned and completed when it
 * is read, unless it must have been written by the schema of today.
 */
final class CustomVersions implements Versions {

    private final Names names;
    private final byte[] head;
    private final byte[] storedHead;
    private final Converter converter;
    private final ObjectRules rules;
    private final Fresh fresh;
    private final Set<String> labels;

    /**
     * Which objects were written by the schema of today.
     *
     * @param after all that were written after this revision
     * @param oneSchema whether all versions have the same
     */
    record Fresh(long after, BooleanSupplier oneSchema) {}

    CustomVersions(Names names, Converter converter, ObjectRules rules, Fresh fresh, Set<String> labels) {
        this.names = names;
        this.head = head(names.apiVersion());
        this.storedHead = head(names.storedAs());
        this.converter = converter;
        this.rules = rules;
        this.fresh = fresh;
        this.labels = labels;
    }

    /** @param storedAs the apiVersion in which objects are written now */
    record Names(String apiVersion, String storedAs) {}

    @Override
    public List<CachedObject> served(List<CachedObject> stored) {
        if (stored.stream().allMatch(this::isServed)) {
            return stored;
        }
        List<ObjectNode> trees = converted(stored);
        List<CachedObject> served = new ArrayList<>(stored.size());
        for (int i = 0; i < stored.size(); i++) {
            ObjectNode tree = trees.get(i);
            rules.prune(tree);
            rules.complete(tree);
            served.add(with(stored.get(i), tree));
        }
        return served;
    }

    private List<ObjectNode> converted(List<CachedObject> stored) {
        List<ObjectNode> trees = new ArrayList<>(stored.size());
        List<ObjectNode> others = new ArrayList<>();
        for (CachedObject object : stored) {
            ObjectNode tree = StoredObject.decode(object.bytes());
            trees.add(tree);
            if (!begins(object, head)) {
                others.add(tree);
            }
        }
        if (!others.isEmpty()) {
            var next = converter.convert(others, names.apiVersion()).iterator();
            for (int i = 0; i < trees.size(); i++) {
                if (!begins(stored.get(i), head)) {
                    trees.set(i, next.next());
                }
            }
        }
        return trees;
    }

    private static CachedObject with(CachedObject stored, ObjectNode tree) {
        byte[] bytes = StoredObject.withRevision(StoredObject.encode(tree), stored.revision());
        return new CachedObject(stored.path(), bytes, stored.revision(), stored.labels(), stored.fields());
    }

    private boolean isServed(CachedObject stored) {
        return stored.revision() > fresh.after()
                && begins(stored, head)
                && fresh.oneSchema().getAsBoolean();
    }

    /** Stored objects begin with their version. */
    private static byte[] head(String apiVersion) {
        return ("{\"apiVersion\":\"" + apiVersion + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean begins(CachedObject stored, byte[] head) {
        byte[] bytes = stored.bytes();
        return bytes.length > head.length && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
    }

    @Override
    public Encoded encode(ObjectNode served) {
        byte[] own = StoredObject.encode(served);
        if (names.apiVersion().equals(names.storedAs())) {
            return Encoded.same(own);
        }
        ObjectNode stored = converter.convert(List.of(served), names.storedAs()).getFirst();
        return new Encoded(StoredObject.encode(stored), own);
    }

    @Override
    public boolean isCurrent(CachedObject stored) {
        return begins(stored, storedHead);
    }

    @Override
    public boolean mayDiffer() {
        return converter != Converter.NONE;
    }

    @Override
    public @Nullable String indexed(String label) {
        return labels.contains(label) ? label : null;
    }
}
