package io.jubernetes.apimachinery.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LabelSelectorTest {

    private static final Map<String, String> LABELS = Map.of("a", "b", "n", "5", "in", "notin", "empty", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|true",
                "a=b|true",
                "a==b|true",
                "a = b , n|true",
                "a=c|false",
                "a!=b|false",
                "x!=b|true",
                "a in (x,b)|true",
                "a in(x,y)|false",
                "x notin (b)|true",
                "a notin (b)|false",
                "a|true",
                "!a|false",
                "!x|true",
                "n>4|true",
                "n>5|false",
                "n<6|true",
                "a>1|false",
                "in in (notin)|true",
                "empty=|true",
                "empty=,a=b|true",
                "empty in ()|true",
                "empty in (b,)|true"
            })
    void matches(String selector, boolean expected) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b,",
                ",a",
                "a=b c",
                "a in",
                "a in b",
                "a in (b",
                "a in (b c)",
                "=b",
                "a<x",
                "-a=b",
                "a=-b",
                "!",
                "!a=b",
                "a!b",
                "a/b/c=d",
                "()"
            })
    void refusesWhatIsNone(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("unable to parse requirement: ");
    }

    private static LabelSelector object(String json) {
        return LabelSelector.of(
                Json.decode(json.getBytes(StandardCharsets.UTF_8)).object());
    }

    @Test
    void readsTheObjectForm() {
        LabelSelector selector = object(
                "{\"matchLabels\":{\"a\":\"b\"},\"matchExpressions\":["
                        + "{\"key\":\"n\",\"operator\":\"In\",\"values\":[\"5\",\"6\"]},{\"key\":\"x\",\"operator\":\"DoesNotExist\"}]}");

        assertThat(selector).hasToString("a=b,n in (5,6),!x");
        assertThat(selector.matches(LABELS)).isTrue();
    }

    @Test
    void missingChoosesNothingAndEmptyEverything() {
        assertThat(LabelSelector.of(NullNode.getInstance()).matches(LABELS)).isFalse();
        assertThat(object("{}").matches(LABELS)).isTrue();
    }

    @Test
    void refusesUnknownOperators() {
        assertThatThrownBy(() -> object("{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Near\"}]}"))
                .hasMessage("\"Near\" is not a valid label selector operator");
    }

    @Property
    void printedIsReadAgain(
            @ForAll @Chars({'a', 'b', '=', '!', ',', ' ', '(', ')', '<', '1', 'i', 'n'}) @StringLength(max = 14)
                    String text) {
        try {
            LabelSelector selector = LabelSelector.parse(text);
            assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(400);
        }
    }
}
