package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import java.util.List;

/** Tables with upstream's columns for the kinds that Kubernetes serves; name and age for all others. */
public final class KindTables implements TableConvertor {

    private final ColumnTable columns = new ColumnTable();

    @Override
    public Columns of(ApiGroupVersion api, String kind) {
        return new KindColumns(columns.of(api.group(), kind));
    }

    private record KindColumns(List<Column> columns) implements Columns {

        @Override
        public ArrayNode definitions() {
            ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
            columns.forEach(column -> definitions.add(column.definition()));
            return definitions;
        }

        @Override
        public Cells cells(ObjectNode object) {
            return Cells.of(
                    columns.stream().map(column -> column.cell().of(object)).toList());
        }
    }
}
