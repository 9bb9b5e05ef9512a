package io.jubernetes.cli.discovery;

import java.util.List;

/** A resource that the server serves. */
public record ApiResource(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        List<String> verbs) {

    public ApiResource {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        verbs = List.copyOf(verbs);
    }

    /** As manifests name it: {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As messages name it: {@code pods}, {@code deployments.apps}. */
    public String groupResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** As {@code -o name} and results name it: {@code pod}, {@code deployment.apps}. */
    public String displayName() {
        return group.isEmpty() ? singular : singular + "." + group;
    }

    /** The path of all its objects in a namespace; of all namespaces when that is empty. */
    public String path(String namespace) {
        String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return namespaced && !namespace.isEmpty()
                ? root + "/namespaces/" + namespace + "/" + plural
                : root + "/" + plural;
    }

    public String path(String namespace, String name) {
        return path(namespace) + "/" + name;
    }

    /** Whether a person may mean this resource by {@code word}: plural, singular, short name or kind, with group or without. */
    boolean isCalled(String word) {
        return word.equals(plural)
                || word.equals(singular)
                || shortNames.contains(word)
                || word.equalsIgnoreCase(kind)
                || isQualifiedBy(word, plural)
                || isQualifiedBy(word, singular);
    }

    private boolean isQualifiedBy(String word, String name) {
        return word.equals(name + "." + group) || word.equals(name + "." + version + "." + group);
    }
}
