package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.conversion.Conversion;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.VersionedStore;
import java.util.List;

/** Moves objects that lie where a version of its own was stored once, before versions were converted. */
final class Relocation {

    private final VersionedStore store;

    Relocation(VersionedStore store) {
        this.store = store;
    }

    /** @param stored where the objects of the type are to lie */
    void move(ResourceType type, Conversion conversion, ResourceKeys stored) {
        ResourceKeys old = ResourceKeys.of(type.version() + "." + type.group(), type.plural());
        for (KeyValue item : store.range(RangeRequest.all(old.prefix())).items()) {
            ObjectNode object = StoredObject.decode(item.value());
            conversion.toStored(object);
            String key = stored.key(old.path(item.key()));
            // another server of the same store may be as far
            store.commit(new Txn(
                    List.of(new Txn.Compare(key, 0), new Txn.Compare(item.key(), item.modRevision())),
                    List.of(new Txn.Put(key, StoredObject.encode(object)), new Txn.Delete(item.key()))));
        }
    }
}
