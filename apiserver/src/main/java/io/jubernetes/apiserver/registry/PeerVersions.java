package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.conversion.Conversion;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version of one of Kubernetes' own kinds that is not the one that is stored.
 *
 * @param selectorIsFree whether an update may change the selector though the rules forbid it
 */
record PeerVersions(Conversion conversion, boolean selectorIsFree) implements Versions {

    @Override
    public List<CachedObject> served(List<CachedObject> stored) {
        return stored.stream().map(this::served).toList();
    }

    @Override
    public CachedObject served(CachedObject stored) {
        ObjectNode tree = StoredObject.decode(stored.bytes());
        conversion.fromStored(tree);
        byte[] bytes = StoredObject.withRevision(StoredObject.encode(tree), stored.revision());
        return new CachedObject(stored.path(), bytes, stored.revision(), stored.labels(), stored.fields());
    }

    @Override
    public Encoded encode(ObjectNode served) {
        ObjectNode stored = served.deepCopy();
        conversion.toStored(stored);
        return new Encoded(StoredObject.encode(stored), StoredObject.encode(served));
    }

    @Override
    public Judged judged(ObjectNode next, @Nullable ObjectNode previous) {
        ObjectNode now = conversion.judged(next);
        if (previous == null) {
            return new Judged(now, null);
        }
        ObjectNode before = conversion.judged(previous);
        if (selectorIsFree) {
            Trees.copy(Trees.object(now, "spec"), Trees.object(before, "spec"), "selector");
        }
        return new Judged(now, before);
    }

    @Override
    public boolean isCurrent(CachedObject stored) {
        return true;
    }

    @Override
    public @Nullable String indexed(String label) {
        return conversion.label(label);
    }
}
