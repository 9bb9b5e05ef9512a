package io.jubernetes.apiserver.registry;

import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.surface.Beside;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.kvstore.Txn;
import java.util.ArrayList;
import java.util.List;

/** What the transaction of a write does besides writing its object. */
record Together(List<Beside> parts) {

    static final Together NOTHING = new Together(List.of());

    /** One of the objects that should have been made is there already. */
    static final class TakenException extends RuntimeException {
        TakenException() {
            super("an object beside the written one is there already", null, false, false);
        }
    }

    Txn with(Txn own) {
        if (parts.isEmpty()) {
            return own;
        }
        List<Txn.Compare> compares = new ArrayList<>(own.compares());
        List<Txn.Op> ops = new ArrayList<>(own.ops());
        for (Beside part : parts) {
            part.made().forEach(seed -> {
                String namespace = Trees.text(seed.object(), "metadata.namespace");
                String path = ResourceKeys.path(namespace, Trees.text(seed.object(), "metadata.name"));
                String key = ResourceKeys.of(seed.group(), seed.resource()).key(path);
                compares.add(new Txn.Compare(key, 0));
                ops.add(new Txn.Put(key, StoredObject.encode(seed.object())));
            });
            part.gone().forEach(gone -> {
                String path = ResourceKeys.path(gone.namespace(), gone.name());
                ops.add(new Txn.Delete(
                        ResourceKeys.of(gone.group(), gone.resource()).key(path)));
            });
        }
        return new Txn(compares, ops, own.makesRoom());
    }
}
