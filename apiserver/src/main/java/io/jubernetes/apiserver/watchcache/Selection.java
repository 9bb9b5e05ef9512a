package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.storage.ResourceKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a resource a reader wants.
 *
 * @param namespace empty for all
 * @param name empty for all
 * @param labels null when it does not matter
 */
public record Selection(
        String namespace, String name, @Nullable LabelSelector labels, List<FieldTest> fields) {

    public static final Selection ALL = new Selection("", "", null, List.of());

    public Selection {
        fields = List.copyOf(fields);
    }

    /**
     * Asks for the value of an indexed field.
     *
     * @param position of the field in the {@link FieldIndex}
     * @param equal whether the value must be this, or must not be
     */
    public record FieldTest(int position, String value, boolean equal) {
        boolean holds(CachedObject object) {
            return object.fields().get(position).equals(value) == equal;
        }
    }

    public boolean matches(CachedObject object) {
        if (!inScope(object.path())) {
            return false;
        }
        for (FieldTest test : fields) {
            if (!test.holds(object)) {
                return false;
            }
        }
        return labels == null || labels.matches(object.labels());
    }

    private boolean inScope(String path) {
        return (namespace.isEmpty() || ResourceKeys.isWithin(path, namespace))
                && (name.isEmpty() || ResourceKeys.name(path).equals(name));
    }

    /** Whether objects are left out for another reason than their namespace. */
    public boolean filters() {
        return !name.isEmpty() || labels != null || !fields.isEmpty();
    }
}
