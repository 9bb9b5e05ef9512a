package io.jubernetes.apiserver.cel.eval;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeType;
import io.jubernetes.apiserver.cel.library.FunctionTable;
import io.jubernetes.apiserver.cel.library.Overload;
import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Null;
import io.jubernetes.apiserver.cel.value.TypeName;
import io.jubernetes.apiserver.cel.value.Unsigned;
import java.util.ArrayList;
import java.util.List;

/** Makes something that can be evaluated from a checked expression. */
public final class Planner {

    private final CelAbstractSyntaxTree ast;
    private final FunctionTable functions;

    private Planner(CelAbstractSyntaxTree ast, FunctionTable functions) {
        this.ast = ast;
        this.functions = functions;
    }

    public static Node plan(CelAbstractSyntaxTree ast, FunctionTable functions) {
        return new Planner(ast, functions).plan(ast.getExpr());
    }

    private Node plan(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> constant(value(expression.constant()));
            case IDENT -> ident(expression);
            case SELECT -> select(expression.select());
            case CALL -> call(expression, expression.call());
            case LIST -> list(expression);
            case MAP -> map(expression);
            case COMPREHENSION -> fold(expression.comprehension());
            case STRUCT, NOT_SET ->
                (scope, meter) -> {
                    throw CelError.noOverload();
                };
        };
    }

    private static Node constant(Object value) {
        return (scope, meter) -> value;
    }

    static Object value(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> new Unsigned(constant.uint64Value().longValue());
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            case BYTES_VALUE -> new Bytes(constant.bytesValue().toByteArray());
            default -> Null.NULL;
        };
    }

    private Node ident(CelExpr expression) {
        String name = expression.ident().name();
        String plain = name.startsWith(".") ? name.substring(1) : name;
        CelType type = ast.getType(expression.id()).orElse(null);
        if (type instanceof TypeType named && type.kind() == CelKind.TYPE) {
            TypeName value = new TypeName(named.type().name());
            return (scope, meter) -> {
                meter.pay(1);
                return value;
            };
        }
        return (scope, meter) -> {
            meter.pay(1);
            return scope.get(plain);
        };
    }

    private Node select(CelSelect select) {
        Node operand = plan(select.operand());
        return select.testOnly() ? Selection.test(operand, select.field()) : Selection.of(operand, select.field());
    }

    private Node call(CelExpr expression, CelCall call) {
        List<Node> arguments = new ArrayList<>();
        call.target().ifPresent(target -> arguments.add(plan(target)));
        if (call.function().equals("_?._")) {
            return Selection.optional(
                    plan(call.args().get(0)), call.args().get(1).constant().stringValue());
        }
        call.args().forEach(argument -> arguments.add(plan(argument)));
        return switch (call.function()) {
            case "_&&_" -> Logic.and(arguments.get(0), arguments.get(1));
            case "_||_" -> Logic.or(arguments.get(0), arguments.get(1));
            case "_?_:_" -> Logic.conditional(arguments.get(0), arguments.get(1), arguments.get(2));
            case "@not_strictly_false", "__not_strictly_false__" -> Logic.notStrictlyFalse(arguments.get(0));
            case "or", "orValue" -> Logic.alternative(arguments.get(0), arguments.get(1), call.function());
            case "_[_]" -> Selection.index(arguments.get(0), arguments.get(1), overloads(expression));
            default -> new Call(overloads(expression), arguments);
        };
    }

    private List<Overload> overloads(CelExpr expression) {
        List<Overload> overloads = new ArrayList<>();
        List<String> ids = ast.getReference(expression.id())
                .map(CelReference::overloadIds)
                .<List<String>>map(i -> i)
                .orElse(List.of());
        for (String id : ids) {
            Overload known = functions.find(id);
            if (known != null) {
                overloads.add(known);
            }
        }
        return overloads;
    }

    private Node list(CelExpr expression) {
        List<Node> elements =
                expression.list().elements().stream().map(this::plan).toList();
        return new Literals.ListLiteral(elements, List.copyOf(expression.list().optionalIndices()));
    }

    private Node map(CelExpr expression) {
        List<Literals.Entry> entries = expression.map().entries().stream()
                .map(entry -> new Literals.Entry(plan(entry.key()), plan(entry.value()), entry.optionalEntry()))
                .toList();
        return new Literals.MapLiteral(entries);
    }

    private Node fold(CelComprehension fold) {
        return new Fold(
                new Fold.Names(fold.iterVar(), fold.iterVar2(), fold.accuVar()),
                plan(fold.iterRange()),
                plan(fold.accuInit()),
                plan(fold.loopCondition()),
                plan(fold.loopStep()),
                plan(fold.result()));
    }
}
