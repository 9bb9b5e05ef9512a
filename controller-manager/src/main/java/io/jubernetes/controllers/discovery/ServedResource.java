package io.jubernetes.controllers.discovery;

import java.util.Set;

/** A resource that the API serves, in the version that its group prefers. */
public record ServedResource(
        String group, String version, String plural, String kind, boolean namespaced, Set<String> verbs)
        implements Comparable<ServedResource> {

    public boolean can(String verb) {
        return verbs.contains(verb);
    }

    /** {@code plural.group}, as it is written in messages. */
    public String qualifiedName() {
        return group.isEmpty() ? plural + "." : plural + "." + group;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    @Override
    public int compareTo(ServedResource other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : plural.compareTo(other.plural);
    }
}
