package io.jubernetes.apiserver.schemarule;

import io.jubernetes.apiserver.cel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A rule that can be evaluated, or what keeps it from that.
 *
 * @param expression null when it is empty or wrong
 * @param error empty when nothing is wrong
 * @param message null when there is none, or it is wrong
 */
record CompiledRule(
        Rule source,
        @Nullable Expression expression,
        String error,
        @Nullable Expression message,
        String messageError,
        String fieldPath) {

    static final String SELF = "self";
    static final String OLD_SELF = "oldSelf";

    boolean usesOldSelf() {
        return expression != null && expression.uses(OLD_SELF);
    }
}
