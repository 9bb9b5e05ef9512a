package io.jubernetes.apiserver.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;

/** Makes the tables that {@code kubectl get} prints. The core adds what surrounds columns and rows. */
@FunctionalInterface
public interface TableConvertor {

    /** The columns of a kind: the same as long as what they show stays the same, so that cells can be kept. */
    Columns of(ApiGroupVersion api, String kind);

    /** The columns of a kind. Those that are equal make equal cells. */
    interface Columns {

        /** The {@code columnDefinitions}. */
        ArrayNode definitions();

        /** The {@code cells} of an object, one for each column; {@code object} is complete and is not changed. */
        Cells cells(ObjectNode object);
    }
}
