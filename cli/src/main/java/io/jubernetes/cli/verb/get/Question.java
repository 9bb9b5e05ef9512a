package io.jubernetes.cli.verb.get;

import io.jubernetes.cli.discovery.ApiResource;
import java.util.List;

/**
 * What is asked for.
 *
 * @param namespace empty for all, or when the resource has none
 * @param names empty for all
 */
public record Question(ApiResource resource, String namespace, List<String> names) {

    public Question {
        names = List.copyOf(names);
    }

    boolean isOneObject() {
        return names.size() == 1;
    }
}
