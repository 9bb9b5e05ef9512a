package io.jubernetes.apiserver.cel.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.Null;
import io.jubernetes.apiserver.cel.value.TypeName;
import io.jubernetes.apiserver.cel.value.Unsigned;
import io.jubernetes.apiserver.cel.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The types of functions, and which values are of them. */
public final class Types {

    static final CelType INT = SimpleType.INT;
    static final CelType UINT = SimpleType.UINT;
    static final CelType DOUBLE = SimpleType.DOUBLE;
    static final CelType BOOL = SimpleType.BOOL;
    static final CelType STRING = SimpleType.STRING;
    static final CelType BYTES = SimpleType.BYTES;
    static final CelType DURATION = SimpleType.DURATION;
    static final CelType TIMESTAMP = SimpleType.TIMESTAMP;
    static final CelType DYN = SimpleType.DYN;
    static final CelType ANY_A = TypeParamType.create("A");
    static final CelType ANY_B = TypeParamType.create("B");
    static final CelType LIST_A = ListType.create(ANY_A);
    static final CelType MAP_AB = MapType.create(ANY_A, ANY_B);
    static final CelType TEXTS = ListType.create(STRING);

    static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");
    static final CelType URL = OpaqueType.create("kubernetes.URL");
    static final CelType IP = OpaqueType.create("net.IP");
    static final CelType CIDR = OpaqueType.create("net.CIDR");
    static final CelType FORMAT = OpaqueType.create("kubernetes.NamedFormat");
    static final CelType SEMVER = OpaqueType.create("kubernetes.Semver");

    /** Those with an order, by the names they have in the ids of overloads. */
    static final List<CelType> COMPARABLE = List.of(INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES);

    private Types() {}

    static CelType list(CelType element) {
        return ListType.create(element);
    }

    static CelType optional(CelType content) {
        return OptionalType.create(content);
    }

    /** Whether a value may be of a type, as far as can be seen without looking into it. */
    static boolean isOf(CelType type, Object value) {
        return switch (type.kind()) {
            case DYN, ANY, TYPE_PARAM, UNSPECIFIED, ERROR -> true;
            case BOOL -> value instanceof Boolean;
            case INT -> value instanceof Long;
            case UINT -> value instanceof Unsigned;
            case DOUBLE -> value instanceof Double;
            case STRING -> value instanceof String;
            case BYTES -> value instanceof Bytes;
            case NULL_TYPE -> value == Null.NULL;
            case DURATION -> value instanceof Duration;
            case TIMESTAMP -> value instanceof Instant;
            case LIST -> value instanceof ListValue;
            case MAP, STRUCT -> value instanceof MapValue;
            case TYPE -> value instanceof TypeName;
            case OPAQUE ->
                type instanceof OptionalType
                        ? value instanceof Optional<?>
                        : type.name().equals(Values.typeName(value));
            default -> true;
        };
    }
}
