package io.jubernetes.apiserver.storage;

/** Where the metadata stand in the bytes of an object: from the brace that opens them to behind the one that closes them. */
public record MetadataRange(int from, int to) {

    /** @param object made by {@link StoredObject} */
    public static MetadataRange in(byte[] object) {
        int from = StoredObject.metadataStart(object) - 1;
        return new MetadataRange(from, closing(object, from) + 1);
    }

    private static int closing(byte[] json, int open) {
        int depth = 0;
        for (int at = open; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> at = stringEnd(json, at);
                case '{' -> depth++;
                case '}' -> {
                    depth--;
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        throw new IllegalStateException("a stored object whose metadata do not end");
    }

    private static int stringEnd(byte[] json, int open) {
        int at = open + 1;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at;
    }
}
