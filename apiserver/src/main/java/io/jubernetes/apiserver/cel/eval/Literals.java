package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.cost.ActualCosts;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.PlainList;
import io.jubernetes.apiserver.cel.value.PlainMap;
import io.jubernetes.apiserver.cel.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists and maps that are written out. */
final class Literals {

    private Literals() {}

    record Entry(Node key, Node value, boolean optional) {}

    /** @param optional the indices of those that are left out when they have no value */
    record ListLiteral(List<Node> elements, List<Integer> optional) implements Node {

        @Override
        public Object eval(Scope scope, CostMeter meter) {
            List<Object> items = new ArrayList<>(elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Object item = elements.get(i).eval(scope, meter);
                if (optional.contains(i)) {
                    content(item).ifPresent(items::add);
                } else {
                    items.add(item);
                }
            }
            meter.pay(ActualCosts.LIST);
            return new PlainList(items);
        }
    }

    record MapLiteral(List<Entry> entries) implements Node {

        @Override
        public Object eval(Scope scope, CostMeter meter) {
            PlainMap map = new PlainMap();
            for (Entry entry : entries) {
                Object key = entry.key().eval(scope, meter);
                Object value = entry.value().eval(scope, meter);
                Optional<?> content = entry.optional() ? content(value) : Optional.of(value);
                if (content.isPresent() && !map.put(key, content.get())) {
                    throw new CelError("Failed with repeated key " + Text.of(key));
                }
            }
            meter.pay(ActualCosts.MAP);
            return map;
        }
    }

    private static Optional<?> content(Object maybe) {
        if (maybe instanceof Optional<?> optional) {
            return optional;
        }
        throw CelError.noOverload();
    }
}
