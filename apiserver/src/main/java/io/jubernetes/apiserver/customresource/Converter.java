package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes objects of one version objects of another. */
@FunctionalInterface
interface Converter {

    /**
     * @param objects all of one resource, perhaps of several versions; not changed
     * @return as many, in their order, all of the wanted version; the caller's own
     * @throws io.jubernetes.apimachinery.error.ApiException when it cannot be done
     */
    List<ObjectNode> convert(List<ObjectNode> objects, String apiVersion);

    /** Versions differ in nothing but their name. */
    Converter NONE = (objects, apiVersion) -> objects.stream()
            .map(object -> object.deepCopy().put("apiVersion", apiVersion))
            .toList();
}
