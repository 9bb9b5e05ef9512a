package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.surface.RemoteVersion;
import java.util.List;
import java.util.Map;

/** What other servers say of themselves, as part of our documents. */
final class RemoteSpecifications {

    private RemoteSpecifications() {}

    /** What changes when anything that they say does. */
    static String edition(String ours, List<RemoteVersion> remotes) {
        if (remotes.isEmpty()) {
            return ours;
        }
        StringBuilder all = new StringBuilder(ours);
        for (RemoteVersion remote : remotes) {
            all.append('\n').append(remote.group()).append('/').append(remote.version());
            all.append('=').append(remote.known().openApi());
            all.append('=').append(remote.known().swagger().hashCode());
        }
        return Editions.of(all.toString());
    }

    /** Adds their paths and types. A type that we have, too, is ours: such are those that all servers share. */
    static ObjectNode merge(ObjectNode document, List<RemoteVersion> remotes) {
        for (RemoteVersion remote : remotes) {
            String prefix = "/apis/" + remote.group() + "/" + remote.version() + "/";
            ObjectNode paths = document.withObject("/paths");
            paths.remove(paths.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(path -> (path + "/").startsWith(prefix))
                    .toList());
            add(remote.known().swagger().path("paths"), paths);
            add(remote.known().swagger().path("definitions"), document.withObject("/definitions"));
        }
        return document;
    }

    private static void add(JsonNode from, ObjectNode to) {
        from.properties().forEach(entry -> to.putIfAbsent(entry.getKey(), entry.getValue()));
    }
}
