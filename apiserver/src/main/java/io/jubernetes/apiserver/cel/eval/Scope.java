package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.value.CelError;
import org.jspecify.annotations.Nullable;

/**
 * A variable, and those around it.
 *
 * @param value an error when it has none
 */
public record Scope(@Nullable Scope around, String name, Object value) {

    public static Scope of(String name, Object value) {
        return new Scope(null, name, value);
    }

    public Scope with(String inner, Object itsValue) {
        return new Scope(this, inner, itsValue);
    }

    Object get(String wanted) {
        for (Scope scope = this; scope != null; scope = scope.around) {
            if (scope.name.equals(wanted)) {
                if (scope.value instanceof CelError error) {
                    throw error;
                }
                return scope.value;
            }
        }
        throw new CelError("no such attribute(s): " + wanted);
    }
}
