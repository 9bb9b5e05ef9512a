package io.jubernetes.apiserver.cel.cost;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls of the functions of libraries cost at most. */
final class CallEstimates {

    private final SizeHints hints;

    CallEstimates(SizeHints hints) {
        this.hints = hints;
    }

    /** @return null for a function that CEL itself brings */
    @Nullable
    CallEstimate estimate(String function, String id, @Nullable Operand target, List<Operand> arguments) {
        return switch (function) {
            case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" -> target == null ? null : traversal(target);
            case "url" -> arguments.size() == 1 ? sameSize(arguments.get(0)) : null;
            case "lowerAscii", "upperAscii", "substring", "trim" -> target == null ? null : sameSize(target);
            case "replace" -> target == null ? null : Replacing.estimate(this, target, arguments);
            case "split" -> target == null ? null : split(target, arguments);
            case "join" -> target == null ? null : join(target, arguments);
            case "find", "findAll" -> target == null ? null : find(target, arguments.get(0));
            case "containsIP", "containsCIDR" -> target == null ? null : contains(function, id, arguments.get(0));
            case "validate" -> target == null ? null : validate(arguments.get(0));
            case "sets.contains", "sets.intersects" -> sets(arguments, 1);
            case "sets.equivalent" -> sets(arguments, 2);
            case "slice", "flatten", "lists.range", "reverse", "distinct", "sort", "@sortByAssociatedKeys" ->
                new ListEstimates(this).estimate(function, target, arguments);
            case "_==_" -> arguments.size() == 2 ? equality(arguments.get(0), arguments.get(1)) : null;
            case "ip" -> target == null ? null : CallEstimate.ONE;
            default -> null;
        };
    }

    Range size(Operand operand) {
        if (operand.size() != null) {
            return operand.size();
        }
        Range hint = operand.path().isEmpty() ? null : hints.sizeOf(operand.path());
        return hint == null ? Range.UNKNOWN : hint;
    }

    private CallEstimate traversal(Operand list) {
        Operand items = list.items();
        if (items == null) {
            return CallEstimate.of(size(list).times(Factors.TEXT));
        }
        CelType type = items.type();
        boolean texts = type != null && (type.kind() == CelKind.STRING || type.kind() == CelKind.BYTES);
        Range each = texts ? Range.ONE.plus(size(items).times(Factors.TEXT)) : Range.ONE;
        return CallEstimate.of(size(list).times(each));
    }

    private CallEstimate sameSize(Operand text) {
        Range size = size(text);
        return new CallEstimate(size.times(Factors.TEXT), size);
    }

    private CallEstimate split(Operand text, List<Operand> arguments) {
        Range size = size(text);
        Long limit = arguments.size() > 1 ? number(arguments.get(1)) : null;
        // a limit below zero is none, but counts as upstream takes it: as beyond all numbers
        long most = limit == null ? size.max() : limit < 0 ? Long.MAX_VALUE : limit;
        return new CallEstimate(size.times(2 * Factors.TEXT), new Range(0, most));
    }

    static @Nullable Long number(Operand operand) {
        if (operand.expression() == null
                || operand.expression().exprKind().getKind() != Kind.CONSTANT
                || operand.expression().constant().getKind() != CelConstant.Kind.INT64_VALUE) {
            return null;
        }
        return operand.expression().constant().int64Value();
    }

    private CallEstimate join(Operand list, List<Operand> arguments) {
        Range count = size(list);
        Operand items = list.items();
        Range size = items == null ? Range.ZERO : count.times(size(items));
        if (!arguments.isEmpty()) {
            Range separators = new Range(Math.max(0, count.min() - 1), Math.max(0, count.max() - 1));
            size = size.plus(size(arguments.get(0)).times(separators));
        }
        return new CallEstimate(size.times(Factors.TEXT), size);
    }

    private CallEstimate find(Operand text, Operand regex) {
        Range size = size(text);
        Range cost = size.plus(Range.ONE).times(Factors.TEXT).times(size(regex).times(Factors.REGEX));
        return new CallEstimate(cost, new Range(0, size.max()));
    }

    private CallEstimate contains(String function, String id, Operand other) {
        Range address = new Range(4, 16);
        Range cost = address.plus(address).times(Factors.TEXT);
        if (function.equals("containsCIDR")) {
            cost = cost.plus(address.times(Factors.TEXT)).plus(Range.ONE);
        }
        return CallEstimate.of(id.endsWith("_string") ? cost.plus(size(other).times(Factors.TEXT)) : cost);
    }

    private CallEstimate validate(Operand text) {
        return CallEstimate.of(size(text).times(Factors.TEXT).times(Factors.LONGEST_FORMAT * Factors.REGEX));
    }

    private CallEstimate sets(List<Operand> both, double factor) {
        return CallEstimate.of(
                size(both.get(0)).times(size(both.get(1))).times(factor).plus(Range.ONE));
    }

    private static @Nullable CallEstimate equality(Operand a, Operand b) {
        if (a.type() == null
                || b.type() == null
                || !a.type().name().equals(b.type().name())) {
            return null;
        }
        return switch (a.type().name()) {
            case "net.IP", "net.CIDR", "kubernetes.Quantity", "kubernetes.Semver" -> CallEstimate.ONE;
            case "kubernetes.NamedFormat" -> CallEstimate.of(new Range(1, Factors.FORMAT_SIZE).times(Factors.TEXT));
            case "kubernetes.URL" -> {
                long size = b.size() == null ? 1 : b.size().max();
                yield CallEstimate.of(new Range(1, size).times(Factors.TEXT));
            }
            default -> null;
        };
    }
}
