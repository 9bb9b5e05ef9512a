package io.jubernetes.apiserver.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.Optional;

/**
 * {@code list.sortBy(x, key)}: the list gets a name, is sorted by the list of its keys, and both are evaluated once.
 */
final class SortBy {

    static final CelMacro MACRO = CelMacro.newReceiverMacro("sortBy", 2, SortBy::expand);
    private static final String LIST = "@__sortBy_input__";

    private SortBy() {}

    private static Optional<CelExpr> expand(
            CelMacroExprFactory make, CelExpr target, ImmutableList<CelExpr> arguments) {
        CelExpr variable = arguments.get(0);
        if (variable.exprKind().getKind() != Kind.IDENT) {
            return Optional.of(make.reportError(
                    CelIssue.formatError(make.getSourceLocation(variable), "argument must be a simple name")));
        }
        CelExpr keys = make.fold(
                variable.ident().name(),
                make.newIdentifier(LIST),
                make.getAccumulatorVarName(),
                make.newList(),
                make.newBoolLiteral(true),
                make.newGlobalCall(
                        "_+_", make.newIdentifier(make.getAccumulatorVarName()), make.newList(arguments.get(1))),
                make.newIdentifier(make.getAccumulatorVarName()));
        CelExpr sorted = make.newReceiverCall("@sortByAssociatedKeys", make.newIdentifier(LIST), keys);
        return Optional.of(make.fold(
                "#unused", make.newList(), LIST, target, make.newBoolLiteral(false), make.newIdentifier(LIST), sorted));
    }
}
