package io.jubernetes.apiserver.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.cost.Sizes.Entries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a checked expression costs at least and at most, whatever the values of its variables are. */
public final class CostEstimation {

    private final CelAbstractSyntaxTree ast;
    private final Sizes sizes;
    private final CallEstimates libraries;

    private CostEstimation(CelAbstractSyntaxTree ast, SizeHints hints) {
        this.ast = ast;
        this.sizes = new Sizes(ast, hints);
        this.libraries = new CallEstimates(hints);
    }

    public static Range of(CelAbstractSyntaxTree ast, SizeHints hints) {
        return new CostEstimation(ast, hints).cost(ast.getExpr());
    }

    private Range cost(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case IDENT -> ident(expression);
            case SELECT -> select(expression, expression.select());
            case CALL -> call(expression, expression.call());
            case LIST -> list(expression);
            case MAP -> map(expression, expression.map());
            case STRUCT -> struct(expression);
            case COMPREHENSION -> comprehension(expression, expression.comprehension());
            case CONSTANT, NOT_SET -> Range.ZERO;
        };
    }

    private Range ident(CelExpr expression) {
        sizes.lies(expression, sizes.rootOf(expression.ident().name()));
        return Range.ONE;
    }

    private Range select(CelExpr expression, CelSelect select) {
        Range cost = cost(select.operand());
        if (select.testOnly()) {
            return cost;
        }
        sizes.liesBelow(expression, select.operand(), select.field());
        CelType type = sizes.type(select.operand());
        boolean counts = type != null
                && switch (type.kind()) {
                    case MAP, STRUCT, TYPE_PARAM -> true;
                    default -> false;
                };
        return counts ? cost.plus(Range.ONE) : cost;
    }

    private Range call(CelExpr expression, CelCall call) {
        if (call.function().equals("dyn")) {
            CelExpr argument = call.args().get(0);
            Range cost = cost(argument).plus(Range.ONE);
            sizes.has(expression, sizes.size(argument));
            sizes.hasEntries(expression, sizes.entries(argument));
            return cost;
        }
        List<Range> costs = new ArrayList<>();
        call.args().forEach(argument -> costs.add(cost(argument)));
        Range ofTarget = call.target().map(this::cost).orElse(Range.ZERO);
        List<String> overloads = ast.getReference(expression.id())
                .map(CelReference::overloadIds)
                .<List<String>>map(ids -> ids)
                .orElse(List.of());
        if (overloads.isEmpty()) {
            return Range.ZERO;
        }
        return ofTarget.plus(new Calling(expression, call, costs).cost(overloads));
    }

    /** A call and what its arguments cost. */
    private final class Calling {

        private final CelExpr expression;
        private final CelCall call;
        private final List<Range> costs;
        private final @Nullable Operand target;
        private final List<Operand> arguments;

        Calling(CelExpr expression, CelCall call, List<Range> costs) {
            this.expression = expression;
            this.call = call;
            this.costs = costs;
            this.target = call.target().map(sizes::operand).orElse(null);
            this.arguments = call.args().stream().map(sizes::operand).toList();
        }

        /** From the cheapest to the dearest of the functions that may be meant. */
        Range cost(List<String> overloads) {
            Range cost = null;
            Range result = null;
            for (String id : overloads) {
                CallEstimate estimate = estimate(id);
                cost = cost == null ? estimate.cost() : cost.union(estimate.cost());
                if (estimate.result() != null) {
                    result = result == null ? estimate.result() : result.union(estimate.result());
                }
                if (id.equals("index_list") || id.equals("index_map")) {
                    CelExpr of = call.args().get(0);
                    Entries entries = sizes.entries(of);
                    result = entries == null ? null : entries.value();
                    sizes.liesBelow(expression, of, id.equals("index_list") ? SizeHints.ITEMS : SizeHints.VALUES);
                }
                result = result == null ? sizes.size(expression) : result;
            }
            sizes.has(expression, result);
            return cost == null ? Range.ZERO : cost;
        }

        private CallEstimate estimate(String id) {
            CallEstimate ofLibrary = libraries.estimate(call.function(), id, target, arguments);
            if (ofLibrary != null) {
                return new CallEstimate(ofLibrary.cost().plus(sum()), ofLibrary.result());
            }
            return switch (id) {
                case "logical_or", "logical_and" ->
                    CallEstimate.of(new Range(
                            costs.get(0).min(), costs.get(0).plus(costs.get(1)).max()));
                case "conditional" -> conditional();
                default -> {
                    CallEstimate own = StandardEstimates.estimate(id, targetSize(), argumentSizes());
                    if (id.startsWith("add_") && own.result() != null) {
                        sizes.hasEntries(expression, Entries.union(entries(0), entries(1)));
                    }
                    yield new CallEstimate(own.cost().plus(sum()), own.result());
                }
            };
        }

        private CallEstimate conditional() {
            sizes.hasEntries(expression, Entries.union(entries(1), entries(2)));
            Range size = sizes.sizeOrUnknown(call.args().get(1))
                    .union(sizes.sizeOrUnknown(call.args().get(2)));
            return new CallEstimate(costs.get(0).plus(costs.get(1).union(costs.get(2))), size);
        }

        private @Nullable Entries entries(int argument) {
            return sizes.entries(call.args().get(argument));
        }

        private Range sum() {
            return costs.stream().reduce(Range.ZERO, Range::plus);
        }

        private @Nullable Range targetSize() {
            return call.target().map(sizes::sizeOrUnknown).orElse(null);
        }

        private List<Range> argumentSizes() {
            return call.args().stream().map(sizes::sizeOrUnknown).toList();
        }
    }

    private Range list(CelExpr expression) {
        Range cost = Range.exactly(Factors.LIST);
        Range item = null;
        for (CelExpr element : expression.list().elements()) {
            cost = cost.plus(cost(element));
            Range size = sizes.sizeOrUnknown(element);
            item = item == null ? size : item.union(size);
        }
        sizes.hasEntries(expression, new Entries(true, Range.ONE, item == null ? Range.ZERO : item));
        return cost;
    }

    private Range map(CelExpr expression, CelMap map) {
        Range cost = Range.exactly(Factors.MAP);
        Range key = null;
        Range value = null;
        for (CelMap.Entry entry : map.entries()) {
            cost = cost.plus(cost(entry.key())).plus(cost(entry.value()));
            Range keySize = sizes.sizeOrUnknown(entry.key());
            Range valueSize = sizes.sizeOrUnknown(entry.value());
            key = key == null ? keySize : key.union(keySize);
            value = value == null ? valueSize : value.union(valueSize);
        }
        sizes.hasEntries(
                expression, new Entries(false, key == null ? Range.ZERO : key, value == null ? Range.ZERO : value));
        return cost;
    }

    private Range struct(CelExpr expression) {
        Range cost = Range.exactly(Factors.STRUCT);
        for (CelExpr.CelStruct.Entry entry : expression.struct().entries()) {
            cost = cost.plus(cost(entry.value()));
        }
        return cost;
    }

    private Range comprehension(CelExpr expression, CelComprehension fold) {
        Range cost = cost(fold.iterRange()).plus(cost(fold.accuInit()));
        sizes.push(fold.accuVar(), fold.accuInit());
        if (isBinding(fold)) {
            cost = cost.plus(cost(fold.result()));
            sizes.pop(fold.accuVar());
            sizes.has(expression, sizes.size(fold.result()));
            sizes.hasEntries(expression, sizes.entries(fold.result()));
            return cost;
        }
        Range loop = loop(fold);
        cost = cost.plus(cost(fold.result()));
        sizes.pop(fold.accuVar());
        Range count = sizes.sizeOrUnknown(fold.iterRange());
        result(expression, fold, count);
        return cost.plus(count.times(loop));
    }

    /** What one turn costs. */
    private Range loop(CelComprehension fold) {
        boolean two = !fold.iterVar2().isEmpty();
        if (two) {
            sizes.pushKey(fold.iterVar(), fold.iterRange());
            sizes.pushValue(fold.iterVar2(), fold.iterRange());
        } else {
            sizes.pushSingle(fold.iterVar(), fold.iterRange());
        }
        Range loop = cost(fold.loopCondition()).plus(cost(fold.loopStep()));
        sizes.pop(fold.iterVar());
        if (two) {
            sizes.pop(fold.iterVar2());
        }
        return loop;
    }

    private void result(CelExpr expression, CelComprehension fold, Range count) {
        Kind kind = fold.accuInit().exprKind().getKind();
        if (kind == Kind.CONSTANT) {
            sizes.has(expression, sizes.size(fold.accuInit()));
        } else if (kind == Kind.LIST || kind == Kind.MAP) {
            sizes.has(expression, count);
            sizes.hasEntries(expression, sizes.entries(fold.loopStep()));
        }
    }

    /** What gives a value a name is written as a loop without turns. */
    private static boolean isBinding(CelComprehension fold) {
        boolean empty = fold.iterRange().exprKind().getKind() == Kind.LIST
                && fold.iterRange().list().elements().isEmpty();
        return empty && !fold.accuVar().equals("__result__") && !fold.accuVar().equals("@result");
    }
}
