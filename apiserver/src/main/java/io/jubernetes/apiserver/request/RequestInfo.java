package io.jubernetes.apiserver.request;

import io.jubernetes.apimachinery.selector.FieldSelector;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, read off its method and path before anything is looked up: the question that authorization answers
 * and routing acts on.
 *
 * @param verb for a resource {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch},
 *     {@code delete} or {@code deletecollection}; else the method in lower case
 * @param path the path as it came, without query
 * @param target the resource asked for; null for a path outside the resources, such as {@code /healthz}
 * @param fieldSelector of the objects that are listed, watched or deleted together; empty for all, or when it cannot be read
 */
public record RequestInfo(
        String verb, String path, @Nullable Target target, FieldSelector fieldSelector) {

    public RequestInfo(String verb, String path, @Nullable Target target) {
        this(verb, path, target, FieldSelector.EVERYTHING);
    }

    /**
     * A resource, or an object of it. Text that does not apply is empty.
     *
     * @param group empty for the core group
     * @param namespace empty for cluster-scoped objects and for requests across namespaces
     * @param name empty for requests on a collection
     * @param subresource for instance {@code status} or {@code log}
     * @param rest what follows the subresource in the path, with its leading slash; for {@code proxy}
     */
    public record Target(
            ApiGroupVersion api, String namespace, String resource, String name, String subresource, String rest) {

        public String group() {
            return api.group();
        }

        /** {@code pods} or {@code pods/log}. */
        public String resourceAndSubresource() {
            return subresource.isEmpty() ? resource : resource + "/" + subresource;
        }
    }

    /** A group, empty for the core group, and a version of it. */
    public record ApiGroupVersion(String group, String version) {
        @Override
        public String toString() {
            return group.isEmpty() ? version : group + "/" + version;
        }
    }

    /** Whether only objects are asked for of which a field has this value. */
    public boolean selects(String field, String value) {
        return fieldSelector.requirements().contains(new FieldSelector.Requirement(field, true, value));
    }

    public boolean isResource() {
        return target != null;
    }
}
