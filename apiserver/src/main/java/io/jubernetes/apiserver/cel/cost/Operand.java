package io.jubernetes.apiserver.cel.cost;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression that a function works on.
 *
 * @param path where it lies below a variable; empty when it does not
 * @param size null when the expression does not say it
 */
record Operand(
        List<String> path,
        @Nullable CelType type,
        @Nullable CelExpr expression,
        @Nullable Range size) {

    /** What stands for all its items; null when it is no list. */
    @Nullable
    Operand items() {
        if (type == null || type.parameters().isEmpty()) {
            return null;
        }
        List<String> below = new ArrayList<>(path);
        if (!path.isEmpty()) {
            below.add(SizeHints.ITEMS);
        }
        return new Operand(below, type.parameters().get(0), null, null);
    }
}
