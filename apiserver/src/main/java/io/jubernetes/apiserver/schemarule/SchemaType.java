package io.jubernetes.apiserver.schemarule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.jubernetes.apiserver.cel.Declarations;
import io.jubernetes.apiserver.cel.cost.Range;
import io.jubernetes.apiserver.cel.cost.SizeHints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of what a schema describes.
 *
 * @param fields by their escaped names; empty unless it is an object
 * @param element of lists and maps
 * @param maxElements how large it can be: characters, items or entries
 * @param minSize how many bytes it takes in JSON at least
 */
record SchemaType(
        CelType type,
        Map<String, SchemaType> fields,
        @Nullable SchemaType element,
        long maxElements,
        long minSize) implements SizeHints {

    static final SchemaType BOOL = simple(SimpleType.BOOL, 0, 4);
    static final SchemaType INT = simple(SimpleType.INT, 0, 1);
    static final SchemaType DOUBLE = simple(SimpleType.DOUBLE, 0, 1);

    private static final long LARGEST_REQUEST = 3 * 1024 * 1024;

    static SchemaType simple(CelType type, long maxElements, long minSize) {
        return new SchemaType(type, Map.of(), null, maxElements, minSize);
    }

    static SchemaType list(SchemaType element, @Nullable Long maxItems) {
        long most = maxItems == null ? (LARGEST_REQUEST - 2) / (element.minSize + 1) : maxItems;
        return new SchemaType(ListType.create(element.type), Map.of(), element, most, 2);
    }

    static SchemaType map(SchemaType value, @Nullable Long maxProperties) {
        long most = maxProperties == null ? (LARGEST_REQUEST - 2) / (value.minSize + 6) : maxProperties;
        return new SchemaType(MapType.create(SimpleType.STRING, value.type), Map.of(), value, most, 2);
    }

    /** How often it can stand in a request at most. */
    long maxCardinality() {
        return LARGEST_REQUEST / (minSize + 1);
    }

    /** @param variables those that are of this type, or may be and may be missing */
    Declarations declarations(Map<String, CelType> variables) {
        Collection<StructType> structs = new ArrayList<>();
        collect(structs);
        return new Declarations(variables, structs, this);
    }

    private void collect(Collection<StructType> structs) {
        if (type instanceof StructType struct) {
            structs.add(struct);
        }
        fields.values().forEach(field -> field.collect(structs));
        if (element != null) {
            element.collect(structs);
        }
    }

    @Override
    public @Nullable Range sizeOf(List<String> path) {
        SchemaType current = this;
        for (String part : path.subList(1, path.size())) {
            current = current.below(part);
            if (current == null) {
                return null;
            }
        }
        return new Range(0, current.maxElements);
    }

    private @Nullable SchemaType below(String part) {
        return switch (part) {
            case ITEMS, VALUES -> element;
            // keys of maps are texts of which nothing is known
            case KEYS -> type instanceof MapType ? simple(SimpleType.STRING, 0, 2) : null;
            default -> fields.get(part);
        };
    }
}
