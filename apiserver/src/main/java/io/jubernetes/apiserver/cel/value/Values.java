package io.jubernetes.apiserver.cel.value;

import io.jubernetes.apimachinery.quantity.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What holds of values of every type. */
public final class Values {

    private Values() {}

    /** Values of different types differ, except for numbers. */
    public static boolean equal(Object a, Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            Integer order = Numbers.compare(a, b);
            return order != null && order == 0;
        }
        return switch (a) {
            case ListValue list -> b instanceof ListValue other && list.isSameAs(other);
            case MapValue map -> b instanceof MapValue other && map.isSameAs(other);
            case Quantity amount -> b instanceof Quantity other && amount.compareTo(other) == 0;
            case Optional<?> maybe -> b instanceof Optional<?> other && sameContent(maybe, other);
            default -> a.equals(b);
        };
    }

    private static boolean sameContent(Optional<?> a, Optional<?> b) {
        return a.isPresent() && b.isPresent() ? equal(a.get(), b.get()) : a.isPresent() == b.isPresent();
    }

    /** @throws CelError for values that have no order */
    public static int compare(Object a, Object b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            Integer order = Numbers.compare(a, b);
            if (order == null) {
                throw new CelError("NaN values cannot be ordered");
            }
            return order;
        }
        return switch (a) {
            case String text when b instanceof String other -> compareText(text, other);
            case Boolean truth when b instanceof Boolean other -> truth.compareTo(other);
            case Bytes bytes when b instanceof Bytes other -> bytes.compareTo(other);
            case Duration time when b instanceof Duration other -> time.compareTo(other);
            case Instant time when b instanceof Instant other -> time.compareTo(other);
            default -> throw CelError.noOverload();
        };
    }

    /** By code points, which is the order of the encoded bytes. */
    private static int compareText(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                if (Character.isSurrogate(x) != Character.isSurrogate(y)) {
                    return Character.isSurrogate(x) ? 1 : -1;
                }
                return Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Characters, bytes, items or entries; one of what is not made of parts. */
    public static long size(Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case Bytes bytes -> bytes.size();
            case ListValue list -> list.size();
            case MapValue map -> map.size();
            case Named named -> named.size();
            default -> 1;
        };
    }

    public static String typeName(Object value) {
        return switch (value) {
            case Boolean truth -> "bool";
            case Long number -> "int";
            case Unsigned number -> "uint";
            case Double number -> "double";
            case String text -> "string";
            case Bytes bytes -> "bytes";
            case Null nothing -> "null_type";
            case Duration time -> "google.protobuf.Duration";
            case Instant time -> "google.protobuf.Timestamp";
            case ListValue list -> "list";
            case MapValue map -> "map";
            case Optional<?> maybe -> "optional_type";
            case TypeName type -> "type";
            case Quantity amount -> "kubernetes.Quantity";
            case Named named -> named.typeName();
            default -> "unknown";
        };
    }

    /** Whether it is what its type has when nothing was said. */
    public static boolean isZero(Object value) {
        return switch (value) {
            case Boolean truth -> !truth;
            case Null nothing -> true;
            case Duration time -> time.isZero();
            case Optional<?> maybe -> maybe.isEmpty();
            case Long number -> number == 0;
            case Unsigned number -> number.bits() == 0;
            case Double number -> number == 0;
            case String text -> text.isEmpty();
            case Bytes bytes -> bytes.size() == 0;
            case ListValue list -> list.size() == 0;
            case MapValue map -> map.size() == 0;
            default -> false;
        };
    }
}
