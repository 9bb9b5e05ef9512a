package io.jubernetes.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.json.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON, YAML and tables look as kubectl's, and YAML reads back as what it was. */
@Timeout(30)
class TextFormsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "plain|plain",
                "true|\"true\"",
                "1|\"1\"",
                "1.5e3|\"1.5e3\"",
                "2026-11-22T06:46:55Z|\"2026-11-22T06:46:55Z\"",
                "0x1f|\"0x1f\"",
                "25%|25%",
                "a: b|'a: b'",
                "*star|'*star'",
                "it's: so|'it''s: so'",
                "- dash|'- dash'",
                "-dash|-dash",
                "80/TCP|80/TCP"
            })
    void scalarsAreQuotedWhereReadersWouldErr(String value, String shown) {
        assertThat(YamlText.of(TextNode.valueOf(value))).isEqualTo(shown + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " lead",
                "trail ",
                "a\nb",
                "a\nb\n",
                "a\n\n",
                "\nlead",
                "  two\nlines",
                "tab\there",
                "#no",
                "a #b",
                "ü€",
                "\u0001",
                "null",
                "~",
                "yes",
                "on",
                "=",
                "<<",
                "a:",
                ":",
                "?",
                "-",
                "key: 'x'",
                "a\r\nb",
                "long long long long long long long long long long long long long long long long long words: and more of them here"
            })
    void everyTextReadsBack(String value) {
        String yaml = YamlText.of(Json.object().put("key", value));
        assertThat(Yaml.decode(yaml.getBytes(StandardCharsets.UTF_8))
                        .object()
                        .path("key")
                        .asText())
                .isEqualTo(value);
    }

    @Test
    void jsonIsSortedIndentedAndEscaped() {
        var tree = Json.object().put("b", "<x>").put("a", 1);
        tree.putArray("c");
        assertThat(JsonText.of(tree)).isEqualTo("""
                {
                    "a": 1,
                    "b": "\\u003cx\\u003e",
                    "c": []
                }
                """);
    }

    @Test
    void laterRowsOfATableLineUpWithEarlierOnes() {
        TextTable table = new TextTable();
        table.row(List.of("NAME", "AGE"));
        table.row(List.of("longer-name", "1s"));
        assertThat(table.lines()).containsExactly("NAME          AGE", "longer-name   1s");
        table.row(List.of("x", "2s"));
        assertThat(table.lines()).containsExactly("x             2s");
    }

    @Test
    void columnsOfADescriptionEndWhereTheyAreNotContinued() {
        assertThat(Tabbed.align("Name:\tx\nNamespace:\ty\nList:\n  a:\t1\n  bbb:\t2\n"))
                .isEqualTo("""
                Name:       x
                Namespace:  y
                List:
                  a:    1
                  bbb:  2
                """);
    }

    @Test
    void namesWithNumbersAreInTheOrderPeopleExpect() {
        assertThat(SortOrder.natural("web-2", "web-10")).isNegative();
        assertThat(SortOrder.natural("web-10", "web-10")).isZero();
        assertThat(SortOrder.natural("b", "a")).isPositive();
    }
}
