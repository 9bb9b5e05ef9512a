package io.jubernetes.apimachinery.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of the API.
 *
 * @param form what its JSON looks like
 * @param fields by JSON name in declared order, those of inlined types included; empty unless the form is OBJECT
 * @param declared the fields as declared, inlined types as one field each; this is how the protobuf form nests
 * @param alias the type that an ALIAS stands for, else null
 * @param enumValues the only values an alias of string may take; empty when open
 * @param defaults what the server fills in below this type, beyond the fields' own default values
 * @param atomic whether server-side apply replaces objects of this type as a whole, unless a field says otherwise
 * @param open whether objects of this type may have fields that it does not name
 */
public record TypeSchema(
        String name,
        Form form,
        Map<String, Field> fields,
        List<Field> declared,
        @Nullable TypeRef alias,
        List<String> enumValues,
        List<PathDefault> defaults,
        boolean atomic,
        boolean open) {

    /** What the JSON of a type looks like. */
    public enum Form {
        OBJECT,
        ALIAS,
        /** A resource quantity: string or number. */
        QUANTITY,
        INT_OR_STRING,
        /** RFC 3339 with seconds. */
        TIME,
        /** RFC 3339 with microseconds. */
        MICRO_TIME,
        /** A duration as Go writes it, {@code 1m30s}. */
        DURATION,
        /** Any JSON. */
        ANY
    }

    /** The last part of the name: {@code PodSpec}. */
    public String shortName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** As Go names it in messages: {@code v1.PodSpec}. */
    public String goName() {
        int last = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', last - 1) + 1);
    }
}
