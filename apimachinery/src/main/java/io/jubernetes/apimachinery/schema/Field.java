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
 */
public record Field(
        String name,
        TypeRef type,
        boolean required,
        @Nullable JsonNode defaultValue,
        Wire wire,
        Merge merge) {

    /**
     * The protobuf form.
     *
     * @param proto the field number; 0 when it does not travel
     * @param pointer whether Go holds the scalar by pointer, and so can tell a zero from nothing
     */
    public record Wire(int proto, boolean pointer) {

        public static final Wire NONE = new Wire(0, false);
    }

    /**
     * How values of the field are merged.
     *
     * @param atomicMap whether a map or struct is replaced as a whole by server-side apply
     * @param patchStrategy of strategic merge patch: {@code merge}, {@code retainKeys}, {@code replace}
     * @param patchMergeKey tells the items of a merged list apart; empty when they are scalars
     */
    public record Merge(
            ListKind listKind,
            List<String> listMapKeys,
            boolean atomicMap,
            List<String> patchStrategy,
            String patchMergeKey) {

        public static final Merge NONE = new Merge(ListKind.ATOMIC, List.of(), false, List.of(), "");

        public Merge {
            listMapKeys = List.copyOf(listMapKeys);
            patchStrategy = List.copyOf(patchStrategy);
        }
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
