package io.jubernetes.apiserver.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.media.Answer;
import io.jubernetes.apiserver.media.MediaTypes;
import io.jubernetes.apiserver.media.Representation;
import io.jubernetes.apiserver.media.Representation.Shape;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import io.jubernetes.apiserver.table.TableConvertor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The {@code componentstatuses}: what this server knows of the parts of the cluster that run beside it. Nothing of it is stored. */
public final class ComponentStatuses implements SubresourceHandler {

    private static final ApiGroupVersion CORE = new ApiGroupVersion("", "v1");
    private static final String KIND = "ComponentStatus";

    private final TableConvertor tables;
    private final Environment environment;
    private final Map<String, Supplier<Optional<String>>> components = new ConcurrentSkipListMap<>();

    public ComponentStatuses(TableConvertor tables, Environment environment) {
        this.tables = tables;
        this.environment = environment;
    }

    /** @param trouble asked each time: what is wrong with the component, or nothing */
    public void add(String name, Supplier<Optional<String>> trouble) {
        components.put(name, trouble);
    }

    @Override
    public boolean serves(String group, String resourceAndSubresource) {
        return group.isEmpty() && resourceAndSubresource.equals("componentstatuses");
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        Target target = Objects.requireNonNull(context.info().target());
        Representation wanted = MediaTypes.wanted(context.request(), shape -> false);
        boolean table = wanted.shape() == Shape.TABLE;
        if (context.info().verb().equals("list")) {
            List<ObjectNode> all = components.keySet().stream()
                    .filter(name -> target.name().isEmpty() || target.name().equals(name))
                    .map(this::status)
                    .toList();
            return Answer.of(200, table ? table(all) : list(all), wanted);
        }
        if (!components.containsKey(target.name())) {
            throw ApiException.notFound("", "componentstatuses", target.name());
        }
        ObjectNode one = status(target.name());
        return Answer.of(200, table ? table(List.of(one)) : one, wanted);
    }

    private ObjectNode status(String name) {
        Optional<String> trouble = Objects.requireNonNull(components.get(name)).get();
        ObjectNode status = Json.object().put("kind", KIND).put("apiVersion", "v1");
        status.putObject("metadata").put("name", name);
        ObjectNode condition = status.putArray("conditions").addObject();
        condition.put("type", "Healthy").put("status", trouble.isEmpty() ? "True" : "False");
        condition.put("message", trouble.orElse("ok"));
        return status;
    }

    private static ObjectNode list(List<ObjectNode> all) {
        ObjectNode list = Json.object().put("kind", KIND + "List").put("apiVersion", "v1");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        all.forEach(one -> items.add(one.without(List.of("kind", "apiVersion"))));
        return list;
    }

    private ObjectNode table(List<ObjectNode> all) {
        TableConvertor.Columns columns = tables.of(CORE, KIND);
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata");
        table.set("columnDefinitions", columns.definitions());
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode one : all) {
            ObjectNode row = rows.addObject();
            row.set("cells", columns.cells(one).tree(environment.now()));
            row.putObject("object")
                    .put("kind", "PartialObjectMetadata")
                    .put("apiVersion", "meta.k8s.io/v1")
                    .set("metadata", one.path("metadata"));
        }
        return table;
    }
}
