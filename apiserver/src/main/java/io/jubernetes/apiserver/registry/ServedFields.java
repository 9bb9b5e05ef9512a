package io.jubernetes.apiserver.registry;

import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.FieldIndex;
import io.jubernetes.apiserver.watchcache.Selection.FieldReading;
import java.util.List;

/** Reads selectable fields off objects as a version serves them, and keeps them beside the object. */
record ServedFields(Versions versions, FieldIndex index) implements FieldReading {

    private record Read(ServedFields by, List<String> values) implements CachedObject.Derived {}

    @Override
    public List<String> values(CachedObject object) {
        return object.derived() instanceof Read(ServedFields by, List<String> known) && by.equals(this)
                ? known
                : keep(object, versions.served(object));
    }

    @Override
    public void prepare(List<CachedObject> objects) {
        List<CachedObject> unread = objects.stream()
                .filter(object ->
                        !(object.derived() instanceof Read(ServedFields by, List<String> _) && by.equals(this)))
                .toList();
        List<CachedObject> served = versions.served(unread);
        for (int i = 0; i < unread.size(); i++) {
            keep(unread.get(i), served.get(i));
        }
    }

    private List<String> keep(CachedObject object, CachedObject served) {
        List<String> values =
                index.read(object.path(), served.bytes(), object.revision()).fields();
        object.keep(new Read(this, values));
        return values;
    }
}
