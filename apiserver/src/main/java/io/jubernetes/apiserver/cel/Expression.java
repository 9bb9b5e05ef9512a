package io.jubernetes.apiserver.cel;

import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.eval.CostMeter;
import io.jubernetes.apiserver.cel.eval.Node;
import io.jubernetes.apiserver.cel.eval.Scope;
import io.jubernetes.apiserver.cel.value.CelError;
import java.util.Set;

/** An expression that can be evaluated. Safe for use by several threads. */
public final class Expression {

    /** What one evaluation may cost. */
    public static final long COST_LIMIT = 1_000_000;

    private final Node program;
    private final CelType type;
    private final Set<String> names;
    private final long maxCost;

    Expression(Node program, CelType type, Set<String> names, long maxCost) {
        this.program = program;
        this.type = type;
        this.names = names;
        this.maxCost = maxCost;
    }

    /** The type of what it gives. */
    public CelType type() {
        return type;
    }

    /** Whether it names a variable. */
    public boolean uses(String variable) {
        return names.contains(variable);
    }

    /** What an evaluation costs at most, whatever the values of the variables. */
    public long maxCost() {
        return maxCost;
    }

    /**
     * @throws CelError when it has no value
     * @throws io.jubernetes.apiserver.cel.value.CostExceeded when the meter does not allow it
     */
    public Object evaluate(Scope variables, CostMeter meter) {
        try {
            return program.eval(variables, meter);
        } catch (StackOverflowError tooDeep) {
            throw new CelError("expression is nested too deeply");
        }
    }
}
