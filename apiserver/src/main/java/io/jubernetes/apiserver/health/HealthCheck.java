package io.jubernetes.apiserver.health;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param scope for which of the questions it counts
 * @param problem what is wrong, empty when nothing is; must answer quickly
 */
public record HealthCheck(String name, Scope scope, Supplier<Optional<String>> problem) {

    /** Which questions a check answers. */
    public enum Scope {
        ALWAYS,
        /** Does not mean that a restart would help. */
        READINESS
    }

    /** A check that is well as long as the server can answer at all. */
    public static HealthCheck ping() {
        return new HealthCheck("ping", Scope.ALWAYS, Optional::empty);
    }

    boolean countsFor(String endpoint) {
        return scope == Scope.ALWAYS || endpoint.equals("readyz");
    }
}
