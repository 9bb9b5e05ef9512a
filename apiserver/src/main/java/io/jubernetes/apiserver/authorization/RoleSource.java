package io.jubernetes.apiserver.authorization;

import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The newest roles and bindings, read again when any of them has changed. */
final class RoleSource {

    private final ObjectReader objects;
    private final AtomicReference<@Nullable RoleSnapshot> last = new AtomicReference<>();

    RoleSource(ObjectReader objects) {
        this.objects = objects;
    }

    RoleSnapshot snapshot() {
        RoleSnapshot known = last.get();
        if (known != null && known.revisions().equals(RoleSnapshot.revisions(objects))) {
            return known;
        }
        RoleSnapshot fresh = RoleSnapshot.read(objects);
        last.set(fresh);
        return fresh;
    }
}
