package io.jubernetes.apimachinery.patch;

import java.util.ArrayList;
import java.util.List;

/** A JSON pointer, RFC 6901, in its unescaped parts. */
record Pointer(List<String> parts, String text) {

    static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of(), text);
        }
        if (text.charAt(0) != '/') {
            throw JsonPatch.misfit();
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.substring(1).split("/", -1)) {
            parts.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(parts, text);
    }

    boolean isRoot() {
        return parts.isEmpty();
    }

    List<String> parents() {
        return parts.subList(0, parts.size() - 1);
    }

    String last() {
        return parts.getLast();
    }

    boolean isAbove(Pointer other) {
        return other.parts.size() > parts.size()
                && other.parts.subList(0, parts.size()).equals(parts);
    }
}
