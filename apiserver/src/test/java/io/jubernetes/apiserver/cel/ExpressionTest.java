package io.jubernetes.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.jubernetes.apiserver.cel.cost.SizeHints;
import io.jubernetes.apiserver.cel.eval.CostMeter;
import io.jubernetes.apiserver.cel.eval.Scope;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.CostExceeded;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.PlainList;
import io.jubernetes.apiserver.cel.value.PlainMap;
import io.jubernetes.apiserver.cel.value.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What expressions give, cost, and what is said of those that are none. The table has one expression a line. */
@Timeout(120)
@SuppressWarnings("Immutable") // the map is
class ExpressionTest {

    private static final Map<String, CelType> FIELDS = Map.of(
            "name", SimpleType.STRING,
            "count", SimpleType.INT,
            "items", ListType.create(SimpleType.STRING),
            "labels", MapType.create(SimpleType.STRING, SimpleType.STRING),
            "port", SimpleType.DYN);
    private static final StructType SELF = StructType.create(
            "selfType", ImmutableSet.copyOf(FIELDS.keySet()), field -> Optional.ofNullable(FIELDS.get(field)));
    private static final ExpressionCompiler COMPILER =
            new ExpressionCompiler(new Declarations(Map.of("self", SELF), List.of(SELF), SizeHints.NONE));

    private static Scope variables() {
        PlainMap labels = new PlainMap();
        labels.put("app", "web");
        labels.put("tier", "front");
        PlainMap self = new PlainMap();
        self.put("name", "hello");
        self.put("count", 5L);
        self.put("items", new PlainList(List.of("b", "a", "c")));
        self.put("labels", labels);
        self.put("port", "http");
        return Scope.of("self", self);
    }

    private static Object evaluate(String expression, CostMeter meter) throws CompilationFailure {
        return COMPILER.compile(expression).evaluate(variables(), meter);
    }

    private static String outcome(String expression) {
        try {
            return shown(evaluate(expression, new CostMeter(Expression.COST_LIMIT)));
        } catch (CelError error) {
            return "error: " + error.text();
        } catch (CostExceeded exceeded) {
            return "error: " + exceeded.text();
        } catch (CompilationFailure failure) {
            return failure.text().lines().findFirst().orElse("");
        }
    }

    private static String shown(Object value) {
        return switch (value) {
            case ListValue list -> {
                List<String> items = new ArrayList<>();
                list.forEach(item -> items.add(shown(item)));
                yield items.toString();
            }
            case MapValue map -> {
                List<String> entries = new ArrayList<>();
                map.keys().forEach(key -> entries.add(shown(key) + "=" + shown(map.get(key))));
                yield entries.toString();
            }
            case Optional<?> maybe -> maybe.isEmpty() ? "none" : "some " + shown(maybe.get());
            default -> Text.of(value);
        };
    }

    static List<String[]> expressions() throws IOException {
        return table("/cel/expressions.txt");
    }

    static List<String[]> prices() throws IOException {
        return table("/cel/costs.txt");
    }

    private static List<String[]> table(String resource) throws IOException {
        try (InputStream lines = Objects.requireNonNull(ExpressionTest.class.getResourceAsStream(resource))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" => ", 2))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void gives(String expression, String outcome) {
        assertThat(outcome(expression)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("prices")
    void costs(String expression, long cost) throws CompilationFailure {
        CostMeter meter = new CostMeter(Expression.COST_LIMIT);
        evaluate(expression, meter);

        assertThat(meter.spent()).isEqualTo(cost);
    }

    @Test
    void endsWhatCostsTooMuch() {
        String nested = "lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, a + b + c >= 0)))";

        assertThat(outcome(nested)).isEqualTo("error: operation cancelled: actual cost limit exceeded");
    }

    @Test
    void makesNoTextThatNoEvaluationCouldPayFor() {
        String large = "lists.range(5000).map(i, 'xxxxxxxxxx').join()";

        assertThat(outcome(large + ".replace('', " + large + ")"))
                .isEqualTo("error: operation cancelled: actual cost limit exceeded");
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> COMPILER.compile("(".repeat(5000) + "1" + ")".repeat(5000)))
                .isInstanceOf(CompilationFailure.class);
        assertThat(outcome("1" + "+1".repeat(20_000))).containsAnyOf("20001", "nested too deeply", "recursion");
    }

    @Test
    void showsWhereSomethingIsWrong() {
        assertThatThrownBy(() -> COMPILER.compile("self.name == self.size")).hasMessage("""
                        ERROR: <input>:1:18: undefined field 'size'
                         | self.name == self.size
                         | .................^""");
    }
}
