package io.jubernetes.apimachinery.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Walks the steps of a path. */
final class Evaluation {

    /** More values than any output wants; {@code ..*..*} on a large list must not fill the memory. */
    private static final int MAX_VALUES = 1_000_000;

    private final boolean allowMissing;

    Evaluation(boolean allowMissing) {
        this.allowMissing = allowMissing;
    }

    List<JsonNode> run(List<Step> steps, List<JsonNode> from) {
        List<JsonNode> values = from;
        boolean descended = false;
        for (Step step : steps) {
            boolean descends = step instanceof Step.Descendants;
            // what is below what is below is below: without this "......" would take its time
            if (descends && descended) {
                continue;
            }
            descended = descends;
            values = step(step, values);
            if (values.size() > MAX_VALUES) {
                throw new IllegalArgumentException("the path finds too many values");
            }
        }
        return values;
    }

    private List<JsonNode> step(Step step, List<JsonNode> from) {
        List<JsonNode> to = new ArrayList<>();
        switch (step) {
            case Step.Name name -> names(name.name(), from, to);
            case Step.Index index -> from.forEach(v -> index(v, index.index(), to));
            case Step.Slice slice -> from.forEach(v -> slice(v, slice, to));
            case Step.Wildcard w -> from.forEach(v -> v.forEach(to::add));
            case Step.Descendants d -> from.forEach(v -> descend(v, to));
            case Step.Union union -> union.paths().forEach(p -> to.addAll(run(p, from)));
            case Step.Filter filter -> from.forEach(v -> filter(v, filter, to));
        }
        return to;
    }

    private void names(String name, List<JsonNode> from, List<JsonNode> to) {
        for (JsonNode value : from) {
            JsonNode child = value.get(name);
            if (child != null) {
                to.add(child);
            }
        }
        if (to.isEmpty() && !from.isEmpty() && !allowMissing) {
            throw new IllegalArgumentException(name + " is not found");
        }
    }

    private static void index(JsonNode value, int index, List<JsonNode> to) {
        if (value.isNull()) {
            return;
        }
        requireList(value);
        int place = index < 0 ? index + value.size() : index;
        if (place < 0 || place >= value.size()) {
            throw new IllegalArgumentException(
                    "array index out of bounds: index " + index + ", length " + value.size());
        }
        to.add(value.get(place));
    }

    private static void slice(JsonNode value, Step.Slice slice, List<JsonNode> to) {
        if (value.isNull()) {
            return;
        }
        requireList(value);
        int size = value.size();
        int start = bound(slice.start() == null ? 0 : slice.start(), size);
        int end = bound(slice.end() == null ? size : slice.end(), size);
        for (int i = start; i < end; i += slice.stride()) {
            to.add(value.get(i));
        }
    }

    private static int bound(int index, int size) {
        return Math.clamp(index < 0 ? (long) index + size : index, 0, size);
    }

    private static void requireList(JsonNode value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("not a list: " + shown(value));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    private static void descend(JsonNode value, List<JsonNode> to) {
        to.add(value);
        value.forEach(child -> descend(child, to));
    }

    private void filter(JsonNode value, Step.Filter filter, List<JsonNode> to) {
        for (JsonNode item : value) {
            if (holds(item, filter)) {
                to.add(item);
            }
        }
    }

    private boolean holds(JsonNode item, Step.Filter filter) {
        List<JsonNode> left = operand(filter.left(), item);
        if (filter.right() == null) {
            return !left.isEmpty();
        }
        List<JsonNode> right = operand(filter.right(), item);
        if (left.size() > 1 || right.size() > 1) {
            throw new IllegalArgumentException("can only compare one element at a time");
        }
        return !left.isEmpty()
                && !right.isEmpty()
                && Comparison.holds(left.getFirst(), filter.operator(), right.getFirst());
    }

    /** What a filter asks for may be missing; then it does not hold. */
    private static List<JsonNode> operand(Step.Operand operand, JsonNode item) {
        return switch (operand) {
            case Step.Operand.Constant constant -> List.of(constant.value());
            case Step.Operand.Path path -> new Evaluation(true).run(path.steps(), List.of(item));
        };
    }
}
