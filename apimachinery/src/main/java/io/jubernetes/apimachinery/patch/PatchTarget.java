package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The tree that the operations of a JSON patch change. */
final class PatchTarget {

    /** Numbers are equal by amount, whichever type holds them. */
    static final Comparator<JsonNode> NUMBERS = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };

    /** What copies may add up to; doubling a tree 40 times must not fill the memory. */
    private static final int MAX_COPIED = 1_000_000;

    private JsonNode root;
    private int copied;

    PatchTarget(JsonNode root) {
        this.root = root;
    }

    JsonNode root() {
        return root;
    }

    @Nullable
    JsonNode find(Pointer path) {
        JsonNode node = root;
        for (String part : path.parts()) {
            JsonNode child = child(node, part);
            if (child == null) {
                return null;
            }
            node = child;
        }
        return node;
    }

    private static @Nullable JsonNode child(JsonNode node, String part) {
        if (node instanceof ArrayNode array) {
            int index = index(part);
            return index >= 0 ? array.get(index) : null;
        }
        return node.get(part);
    }

    /** The index that a part writes, or -1 when it writes none. */
    private static int index(String part) {
        boolean number = !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && (part.length() == 1 || part.charAt(0) != '0') ? Integer.parseInt(part) : -1;
    }

    JsonNode copy(Pointer from) {
        JsonNode source = existing(from);
        copied += size(source);
        if (copied > MAX_COPIED) {
            throw JsonPatch.misfit();
        }
        return source.deepCopy();
    }

    private static int size(JsonNode node) {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    private JsonNode existing(Pointer path) {
        JsonNode node = find(path);
        if (node == null) {
            throw JsonPatch.misfit();
        }
        return node;
    }

    private JsonNode parent(Pointer path) {
        JsonNode node = find(new Pointer(path.parents(), path.text()));
        if (node == null || !node.isContainerNode()) {
            throw JsonPatch.misfit();
        }
        return node;
    }

    /** No operation may build a tree deeper than a decoded one can be: it could not be read back. */
    private static void requireDepth(Pointer path, JsonNode value) {
        if (path.parts().size() + depth(value) > Json.MAX_DEPTH) {
            throw JsonPatch.misfit();
        }
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return deepest + 1;
    }

    void add(Pointer path, JsonNode value) {
        requireDepth(path, value);
        if (path.isRoot()) {
            root = value;
            return;
        }
        switch (parent(path)) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> {
                int index = path.last().equals("-") ? array.size() : index(path.last());
                if (index < 0 || index > array.size()) {
                    throw JsonPatch.misfit();
                }
                array.insert(index, value);
            }
            default -> throw JsonPatch.misfit();
        }
    }

    void replace(Pointer path, JsonNode value) {
        requireDepth(path, value);
        existing(path);
        if (path.isRoot()) {
            root = value;
            return;
        }
        switch (parent(path)) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> array.set(index(path.last()), value);
            default -> throw JsonPatch.misfit();
        }
    }

    JsonNode remove(Pointer path) {
        JsonNode value = existing(path);
        if (path.isRoot()) {
            throw JsonPatch.misfit();
        }
        switch (parent(path)) {
            case ObjectNode object -> object.remove(path.last());
            case ArrayNode array -> array.remove(index(path.last()));
            default -> throw JsonPatch.misfit();
        }
        return value;
    }
}
