package io.jubernetes.apiserver.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import io.jubernetes.apiserver.cel.library.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written out is looked at before anything is evaluated: durations, timestamps and regular expressions must be such, and the
 * items of a list of one type, unless a text is formatted with them.
 */
final class LiteralChecks {

    private final CelAbstractSyntaxTree ast;
    private final CelSource source;
    private final List<String> problems = new ArrayList<>();
    private int formatted;

    private LiteralChecks(CelAbstractSyntaxTree ast) {
        this.ast = ast;
        this.source = ast.getSource();
    }

    static void check(CelAbstractSyntaxTree ast) throws CompilationFailure {
        LiteralChecks checks = new LiteralChecks(ast);
        checks.walk(ast.getExpr());
        if (!checks.problems.isEmpty()) {
            throw new CompilationFailure(String.join("\n", checks.problems));
        }
    }

    private void walk(CelExpr expression) {
        switch (expression.exprKind().getKind()) {
            case SELECT -> walk(expression.select().operand());
            case CALL -> call(expression.call());
            case LIST -> {
                expression.list().elements().forEach(this::walk);
                list(expression);
            }
            case MAP -> map(expression.map());
            case COMPREHENSION -> comprehension(expression.comprehension());
            default -> {}
        }
    }

    private void comprehension(CelComprehension fold) {
        walk(fold.iterRange());
        walk(fold.accuInit());
        walk(fold.loopStep());
        walk(fold.result());
    }

    private void call(CelCall call) {
        formatted += call.function().equals("format") ? 1 : 0;
        call.target().ifPresent(this::walk);
        call.args().forEach(this::walk);
        formatted -= call.function().equals("format") ? 1 : 0;
        if (call.args().isEmpty()) {
            return;
        }
        CelExpr last = call.args().getLast();
        boolean literal = last.exprKind().getKind() == Kind.CONSTANT
                && last.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        if (literal && !Literal.isFine(call.function(), last.constant().stringValue())) {
            report(last, "invalid " + call.function() + " argument");
        }
    }

    private void list(CelExpr list) {
        List<CelExpr> elements = list.list().elements();
        for (int i = 1; formatted == 0 && i < elements.size(); i++) {
            CelType first =
                    content(elements.get(0), list.list().optionalIndices().contains(0));
            CelType other =
                    content(elements.get(i), list.list().optionalIndices().contains(i));
            if (differ(elements.get(i), first, other)) {
                return;
            }
        }
    }

    private void map(CelMap map) {
        List<CelMap.Entry> entries = map.entries();
        entries.forEach(entry -> {
            walk(entry.key());
            walk(entry.value());
        });
        for (int i = 1; formatted == 0 && i < entries.size(); i++) {
            CelMap.Entry first = entries.get(0);
            CelMap.Entry other = entries.get(i);
            if (differ(other.key(), content(first.key(), false), content(other.key(), false))
                    || differ(
                            other.value(),
                            content(first.value(), first.optionalEntry()),
                            content(other.value(), other.optionalEntry()))) {
                return;
            }
        }
    }

    private CelType content(CelExpr expression, boolean optional) {
        CelType type = ast.getType(expression.id()).orElse(SimpleType.DYN);
        return optional && type instanceof OptionalType maybe
                ? maybe.parameters().get(0)
                : type;
    }

    private boolean differ(CelExpr where, CelType expected, CelType found) {
        boolean differ = !expected.equals(found);
        if (differ) {
            report(
                    where,
                    "expected type '" + CelTypes.format(expected) + "' but found '" + CelTypes.format(found) + "'");
        }
        return differ;
    }

    private void report(CelExpr where, String message) {
        Integer offset = source.getPositionsMap().get(where.id());
        CelSourceLocation location = offset == null
                ? CelSourceLocation.NONE
                : source.getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
        problems.add(CelIssue.formatError(location, message).toDisplayString(source));
    }
}
