package io.jubernetes.apimachinery.schema;

import java.util.List;

/**
 * A kind in a version that Kubernetes serves no longer.
 *
 * @param successor the version of today that its objects are
 * @param warning what upstream told those who still used it
 * @param scaleWarning as {@code warning}, of its scale; empty when that is the one of today
 * @param selectorIsFree whether an update may change the selector
 * @param differences from the successor, by name, that no table can say
 */
public record RetiredVersion(
        ResourceType type,
        ResourceType successor,
        String warning,
        String scaleWarning,
        boolean selectorIsFree,
        List<String> differences) {

    public RetiredVersion {
        differences = List.copyOf(differences);
    }
}
