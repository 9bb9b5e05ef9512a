package io.jubernetes.apiserver.cel.cost;

import dev.cel.common.types.CelKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What functions cost that make new lists. */
final class ListEstimates {

    private final CallEstimates sizes;

    ListEstimates(CallEstimates sizes) {
        this.sizes = sizes;
    }

    @Nullable
    CallEstimate estimate(String function, @Nullable Operand target, List<Operand> arguments) {
        if (target == null) {
            return function.equals("lists.range") ? made(Range.exactly(number(arguments, 0, Long.MAX_VALUE)), 1) : null;
        }
        return switch (function) {
            case "slice" -> {
                long end = number(arguments, 1, sizes.size(target).max());
                yield made(Range.exactly(Math.max(0, end - number(arguments, 0, 0))), 1);
            }
            case "flatten" -> made(sizes.size(target), arguments.isEmpty() ? 1 : number(arguments, 0, Long.MAX_VALUE));
            case "distinct" -> compared(target, false);
            case "sort" -> compared(target, true);
            case "@sortByAssociatedKeys" -> compared(arguments.get(0), true);
            default -> made(sizes.size(target), 1);
        };
    }

    private static long number(List<Operand> arguments, int index, long otherwise) {
        Long number = CallEstimates.number(arguments.get(index));
        return number == null ? otherwise : Math.max(0, number);
    }

    private CallEstimate compared(Operand list, boolean sorted) {
        Operand items = list.items();
        boolean texts = sorted
                && items != null
                && items.type() != null
                && (items.type().kind() == CelKind.STRING || items.type().kind() == CelKind.BYTES);
        Range size = sizes.size(list);
        return made(size.times(size), texts ? 2 + Factors.TEXT : 2);
    }

    private static CallEstimate made(Range size, double factor) {
        Range cost = size.times(factor).plus(Range.ONE).plus(Range.exactly(Factors.LIST));
        return new CallEstimate(cost, size);
    }
}
