package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.surface.TableConvertor;
import java.time.Instant;

/** Tables with upstream's columns for the kinds that Kubernetes serves; name and age for all others. */
public final class KindTables implements TableConvertor {

    private final ColumnTable columns = new ColumnTable();
    private final Environment environment;

    public KindTables(Environment environment) {
        this.environment = environment;
    }

    @Override
    public ArrayNode columnDefinitions(ApiGroupVersion api, String kind) {
        ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
        columns.of(api.group(), kind).forEach(column -> definitions.add(column.definition()));
        return definitions;
    }

    @Override
    public ArrayNode cells(ApiGroupVersion api, String kind, ObjectNode object) {
        Instant now = environment.now();
        ArrayNode cells = JsonNodeFactory.instance.arrayNode();
        columns.of(api.group(), kind).forEach(column -> cells.add(column.cell().of(object, now)));
        return cells;
    }
}
