package io.jubernetes.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.surface.Authorizer.Decision;
import io.jubernetes.apiserver.surface.CoreServices;
import io.jubernetes.apiserver.surface.Surface;
import io.jubernetes.apiserver.surface.TableConvertor;
import java.util.List;
import java.util.Optional;

/** Plugs the parts together that surround the core: the one place that names them all. */
final class SurfaceAssembly {

    private SurfaceAssembly() {}

    static Surface assemble(CoreServices core) {
        return new Surface(
                new Surface.Access(SurfaceAssembly::local, SurfaceAssembly::masters),
                List.of(),
                List.of(),
                List.of(),
                new NamesOnly(),
                List.of());
    }

    private static Optional<UserInfo> local(ApiRequest request) {
        return request.caller() instanceof Caller.Local local ? Optional.of(local.user()) : Optional.empty();
    }

    private static Decision masters(UserInfo user, RequestInfo what) {
        return user.groups().contains("system:masters") ? new Decision.Allowed() : new Decision.NoOpinion("");
    }

    /** Tables with the name only. */
    private static final class NamesOnly implements TableConvertor {
        @Override
        public ArrayNode columnDefinitions(ApiGroupVersion api, String kind) {
            ArrayNode columns = JsonNodeFactory.instance.arrayNode();
            columns.addObject()
                    .put("name", "Name")
                    .put("type", "string")
                    .put("format", "name")
                    .put("description", "")
                    .put("priority", 0);
            return columns;
        }

        @Override
        public ArrayNode cells(ApiGroupVersion api, String kind, ObjectNode object) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .add(object.path("metadata").path("name").asText());
        }
    }
}
