package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Names of other objects as tables write them. */
final class References {

    private References() {}

    /** {@code deployment.apps/web} of a reference with an apiVersion. */
    static String ownerName(JsonNode reference) {
        String apiVersion = Fields.text(reference, "apiVersion");
        int slash = apiVersion.indexOf('/');
        return qualified(Fields.text(reference, "kind"), slash < 0 ? "" : apiVersion.substring(0, slash), reference);
    }

    /** {@code kind.group/name} of a reference with an apiGroup. */
    static String groupName(JsonNode reference) {
        return qualified(Fields.text(reference, "kind"), Fields.text(reference, "apiGroup"), reference);
    }

    private static String qualified(String kind, String group, JsonNode reference) {
        String type = (group.isEmpty() ? kind : kind + "." + group).toLowerCase(Locale.ROOT);
        return type + "/" + Fields.text(reference, "name");
    }
}
