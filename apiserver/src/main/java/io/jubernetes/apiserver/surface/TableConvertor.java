package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;

/** Makes the tables that {@code kubectl get} prints. The core adds what surrounds columns and rows. */
public interface TableConvertor {

    /** The {@code columnDefinitions} for a kind. */
    ArrayNode columnDefinitions(ApiGroupVersion api, String kind);

    /** The {@code cells} of an object, one for each column; {@code object} is complete and must not be changed. */
    ArrayNode cells(ApiGroupVersion api, String kind, ObjectNode object);
}
