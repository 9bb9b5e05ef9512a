package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apiserver.storage.ResourceKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object as readers get it, with what selectors ask about it. Immutable, but for what may be kept beside it. */
public final class CachedObject {

    private final String path;
    private final byte[] bytes;
    private final long revision;
    private final Map<String, String> labels;
    private final List<String> fields;
    private volatile @Nullable Derived derived;

    /** Something immutable that was made of an object and can be made again. It goes when the object goes. */
    public interface Derived {}

    /**
     * @param path {@code namespace/name}, or {@code name} for cluster-scoped objects
     * @param bytes complete JSON with its resourceVersion; shared, never changed
     * @param fields the selectable fields, in the order of the {@link FieldIndex} that read them
     */
    public CachedObject(String path, byte[] bytes, long revision, Map<String, String> labels, List<String> fields) {
        this.path = path;
        this.bytes = bytes;
        this.revision = revision;
        this.labels = labels;
        this.fields = fields;
    }

    public String path() {
        return path;
    }

    public byte[] bytes() {
        return bytes;
    }

    public long revision() {
        return revision;
    }

    public Map<String, String> labels() {
        return labels;
    }

    public List<String> fields() {
        return fields;
    }

    public String namespace() {
        return ResourceKeys.namespace(path);
    }

    public String name() {
        return ResourceKeys.name(path);
    }

    /** What was kept last. */
    public @Nullable Derived derived() {
        return derived;
    }

    /** Keeps something small, instead of what was kept before. */
    public void keep(Derived made) {
        derived = made;
    }
}
