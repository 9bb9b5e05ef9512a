package io.jubernetes.apimachinery.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.error.ApiException;
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
class YamlTest {

    private static DecodedObject decode(String text) {
        return Yaml.decode(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1",
                "0644|420",
                "0o644|420",
                "0x1F|31",
                "-5|-5",
                "1_000|1000",
                "1.5|1.5",
                "1e3|1000",
                "yes|true",
                "off|false",
                "True|true",
                "~|null",
                "\"yes\"|\"yes\"",
                "\"1\"|\"1\"",
                "2020-01-01|\"2020-01-01\"",
                "09|9",
                "1.2.3|\"1.2.3\"",
                "!!str 5|\"5\"",
                "12:30|\"12:30\"",
                "9223372036854775808|9223372036854775808",
                "[a, {b: c}]|[\"a\",{\"b\":\"c\"}]",
                "100m|\"100m\""
            })
    void scalarsMeanWhatKubernetesReads(String yaml, String json) {
        assertThat(decode("v: " + yaml).object().get("v")).hasToString(json);
    }

    @Test
    void recordsDuplicates() {
        assertThat(decode("a: 1\nspec:\n  b:\n  - c: 1\n    c: 2\na: 2\n").duplicateFields())
                .containsExactly("spec.b[0].c", "a");
    }

    @Test
    void expandsAliasesAndMergeKeys() {
        assertThat(decode("base: &b {x: 1, z: 2}\nd: {<<: *b, z: 3}\ne: *b\n").object())
                .hasToString("{\"base\":{\"x\":1,\"z\":2},\"d\":{\"z\":3,\"x\":1},\"e\":{\"x\":1,\"z\":2}}");
    }

    @Test
    void readsSeveralDocuments() {
        assertThat(Yaml.decodeAll("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n".getBytes(UTF_8)))
                .extracting(d -> d.object().toString())
                .containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void readsJson() {
        assertThat(decode("{\"a\": [1, \"x\\u00e4\"], \"b\": null}").object())
                .hasToString("{\"a\":[1,\"xä\"],\"b\":null}");
    }

    @Test
    void saysWhere() {
        assertThatThrownBy(() -> decode("a: 1\nb: [1\nc: 2\n"))
                .isInstanceOf(ApiException.class)
                .hasMessageMatching("(?s)yaml parse error: line 3, column .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a",
                "text",
                "a: 1\n---\nb: 2",
                "a: .inf",
                "a: &x [*x]",
                "? [a]\n: b",
                "a: *none",
                "\tb: 1",
                "a: 1e999"
            })
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> decode(text))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("yaml parse error: ");
    }

    @Test
    void boundsWhatAliasesExpandTo() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        assertThatThrownBy(() -> decode(bomb.toString())).isInstanceOf(ApiException.class);
    }

    @Test
    void boundsTheDepth() {
        assertThatThrownBy(() -> decode("a: " + "[".repeat(50_000))).isInstanceOf(ApiException.class);
    }

    @Property(tries = 1000)
    void anyTextIsAnObjectOrABadRequest(
            @ForAll
                    @Chars({
                        'a', ':', ' ', '\n', '-', '[', ']', '{', '}', '&', '*', '"', '\'', '|', '>', '!', '<', '0', '%',
                        '\t'
                    })
                    @StringLength(max = 40)
                    String text) {
        try {
            Yaml.decodeAll(text.getBytes(UTF_8));
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(400);
        }
    }

    @Property(tries = 500)
    void anyBytesAreAnObjectOrABadRequest(@ForAll byte[] body) {
        try {
            Yaml.decodeAll(body);
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(400);
        }
    }
}
