package io.jubernetes.apimachinery.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a path, from a list of values to a list of values. */
sealed interface Step {

    /** {@code .name} */
    record Name(String name) implements Step {}

    /** {@code [3]}, {@code [-1]} */
    record Index(int index) implements Step {}

    /** {@code [1:5:2]} */
    record Slice(@Nullable Integer start, @Nullable Integer end, int stride) implements Step {}

    /** {@code .*}, {@code [*]} */
    record Wildcard() implements Step {}

    /** {@code ..}: the value and all below it. */
    record Descendants() implements Step {}

    /** {@code ['a','b']}, {@code [0,2]} */
    record Union(List<List<Step>> paths) implements Step {}

    /** {@code [?(@.a=="b")]}: the items for which it holds. */
    record Filter(Operand left, String operator, @Nullable Operand right) implements Step {}

    /** A side of a comparison. */
    sealed interface Operand {

        record Constant(JsonNode value) implements Operand {}

        record Path(List<Step> steps) implements Operand {}
    }
}
