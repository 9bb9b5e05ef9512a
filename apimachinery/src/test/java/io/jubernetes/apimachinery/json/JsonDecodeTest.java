package io.jubernetes.apimachinery.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.error.ApiException;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class JsonDecodeTest {

    private static DecodedObject decode(String text) {
        return Json.decode(text.getBytes(UTF_8));
    }

    @Test
    void recordsDuplicateFieldsWithTheirPaths() {
        DecodedObject decoded = decode("{\"a\":1,\"spec\":{\"c\":[{\"image\":1,\"image\":2,\"image\":3}]},\"a\":5}");

        assertThat(decoded.duplicateFields()).containsExactly("spec.c[0].image", "a");
        assertThat(decoded.object().get("a").asInt()).isEqualTo(5);
    }

    @Test
    void keepsIntegersExactly() {
        var object = decode("{\"l\":9223372036854775807,\"b\":9223372036854775808,\"d\":1.5}")
                .object();

        assertThat(object.get("l").longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(object.get("b").bigIntegerValue()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(object.get("d").isDouble()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{;unexpected end of JSON input",
                "'';unexpected end of JSON input",
                "{} {};unexpected data behind the end",
                "[1];the body must be one JSON object",
                "{\"a\":tru};line 1, column",
                "{\"a\":1e999};out of range"
            })
    void saysWhatIsWrong(String text, String expected) {
        assertThatThrownBy(() -> decode(text))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("json parse error: ")
                .hasMessageContaining(expected);
    }

    @Test
    void boundsTheDepth() {
        assertThatThrownBy(() -> decode("{\"a\":" + "[".repeat(100_000))).isInstanceOf(ApiException.class);
    }

    @Property(tries = 500)
    void anyBytesGiveAnObjectOrABadRequest(@ForAll byte[] body) {
        try {
            Json.decode(body);
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(400);
        }
    }
}
