package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a type.
 *
 * @param name its JSON name; empty when the fields of its type stand in the parent's JSON object ({@link #inline()})
 * @param required whether Go always writes it, which is less than that validation asks for it
 * @param defaultValue what the server fills in; null when nothing
 * @param nullable whether a JSON null is a value of its own, and not the same as nothing
 */
public record Field(
        String name,
        TypeRef type,
        boolean required,
        @Nullable JsonNode defaultValue,
        Wire wire,
        Merge merge,
        boolean nullable) {

    /** A field for which null is nothing, as it is in Go. */
    public Field(String name, TypeRef type, boolean required, @Nullable JsonNode defaultValue, Wire wire, Merge merge) {
        this(name, type, required, defaultValue, wire, merge, false);
    }

    /**
     * The protobuf form.
     *
     * @param proto the field number; 0 when it does not travel
     * @param pointer whether Go holds the scalar by pointer, and so can tell a zero from nothing
     * @param embedded whether Go holds the struct by value, and so writes it even when it is empty
     */
    public record Wire(int proto, boolean pointer, boolean embedded) {

        public static final Wire NONE = new Wire(0, false, false);
    }

    /**
     * How values of the field are merged.
     *
     * @param mapKind whether server-side apply replaces a map or struct as a whole; {@link MapKind#UNSAID} leaves it to the type
     * @param patchStrategy of strategic merge patch: {@code merge}, {@code retainKeys}, {@code replace}
     * @param patchMergeKey tells the items of a merged list apart; empty when they are scalars
     */
    public record Merge(
            ListKind listKind,
            List<String> listMapKeys,
            MapKind mapKind,
            List<String> patchStrategy,
            String patchMergeKey) {

        public static final Merge NONE = new Merge(ListKind.ATOMIC, List.of(), MapKind.UNSAID, List.of(), "");

        public Merge {
            listMapKeys = List.copyOf(listMapKeys);
            patchStrategy = List.copyOf(patchStrategy);
        }

        public boolean atomicMap() {
            return mapKind == MapKind.ATOMIC;
        }
    }

    /** Whether Go writes the field of an object that does not have it, as an empty value. */
    public boolean alwaysWritten() {
        return required || wire.embedded();
    }

    public boolean inline() {
        return name.isEmpty();
    }

    public int proto() {
        return wire.proto();
    }

    public ListKind listKind() {
        return merge.listKind();
    }

    public List<String> listMapKeys() {
        return merge.listMapKeys();
    }

    public List<String> patchStrategy() {
        return merge.patchStrategy();
    }

    public String patchMergeKey() {
        return merge.patchMergeKey();
    }
}
