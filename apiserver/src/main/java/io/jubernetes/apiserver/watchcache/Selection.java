package io.jubernetes.apiserver.watchcache;

import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.storage.ResourceKeys;
import java.util.Collection;
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
     * @param reading where the values are, when they are others than those in the index; null when they are those
     */
    public record FieldTest(
            int position,
            String value,
            boolean equal,
            @Nullable FieldReading reading) {
        boolean holds(CachedObject object) {
            List<String> values = reading == null ? object.fields() : reading.values(object);
            return values.get(position).equals(value) == equal;
        }
    }

    /**
     * Reads selectable fields of objects that are served in another form than the one in which they lie. May have to wait for
     * somebody else. Equal ones read the same.
     */
    public interface FieldReading {

        /** In the order of the {@link FieldIndex}. */
        List<String> values(CachedObject object);

        /** Many will be asked for, and are better read together. */
        void prepare(List<CachedObject> objects);
    }

    /** These objects will be asked about. */
    public void prepare(Collection<CachedObject> objects) {
        for (FieldTest test : fields) {
            if (test.reading() != null) {
                test.reading()
                        .prepare(objects.stream()
                                .filter(object -> inScope(object.path()) && hasLabels(object))
                                .toList());
                return;
            }
        }
    }

    public boolean matches(CachedObject object) {
        if (!inScope(object.path()) || !hasLabels(object)) {
            return false;
        }
        for (FieldTest test : fields) {
            if (!test.holds(object)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasLabels(CachedObject object) {
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
