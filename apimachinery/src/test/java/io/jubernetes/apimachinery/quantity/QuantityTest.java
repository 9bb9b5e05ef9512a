package io.jubernetes.apimachinery.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0m,0",
        "1,1",
        "1000,1k",
        "1024,1024",
        "1Ki,1Ki",
        "1024Mi,1Gi",
        "1500m,1500m",
        "0.5,500m",
        "1.5Gi,1536Mi",
        "0.1,100m",
        "1000m,1",
        "2500000,2500k",
        "1e3,1e3",
        "1E3,1e3",
        "12e6,12e6",
        "100e-3,100e-3",
        "5e0,5",
        "-1500m,-1500m",
        "0.5Ki,512",
        "100Ki,100Ki",
        "1.1Ki,1127",
        "1n,1n",
        "0.1n,1n",
        "+5,5",
        ".5,500m",
        "5.,5",
        "1E,1E",
        "9223372036854775807,9223372036854775807",
        "100E,9223372036854775807",
        "0.5Mi,512Ki",
        "0.0001Ki,102400u",
        "1u,1u"
    })
    void canonicalForm(String text, String canonical) {
        assertThat(Quantity.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "m", "1.1.1", "1 Gi", "1Gib", "abc", "1e", "e3", "1mm", ".", "0x10", "1Kj", "--1", "1k5"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
    }

    @Test
    void arithmeticIsExact() {
        Quantity sum = Quantity.parse("100m").add(Quantity.parse("1"));

        assertThat(sum).hasToString("1100m").isEqualTo(Quantity.parse("1.1"));
        assertThat(sum.subtract(Quantity.parse("1"))).hasToString("100m");
        assertThat(Quantity.parse("1Gi").add(Quantity.parse("512Mi"))).hasToString("1536Mi");
        assertThat(Quantity.ZERO.add(Quantity.parse("1Gi"))).hasToString("1Gi");
    }

    @Test
    void wholeUnitsAreRoundedUp() {
        assertThat(Quantity.parse("100m").value()).isEqualTo(1);
        assertThat(Quantity.parse("1500m").value()).isEqualTo(2);
        assertThat(Quantity.parse("1u").milliValue()).isEqualTo(1);
        assertThat(Quantity.parse("1Gi").value()).isEqualTo(1L << 30);
    }

    @Test
    void comparesByAmount() {
        assertThat(Quantity.parse("1Ki")).isEqualByComparingTo(Quantity.parse("1024"));
        assertThat(Quantity.parse("1G")).isLessThan(Quantity.parse("1Gi"));
    }

    @Property
    void theCanonicalFormIsItsOwn(@ForAll @LongRange(min = -1L << 50, max = 1L << 50) long milli) {
        Quantity quantity = Quantity.ofMilli(milli);
        Quantity again = Quantity.parse(quantity.toString());

        assertThat(again).isEqualByComparingTo(quantity).hasToString(quantity.toString());
    }

    @Property
    void bytesKeepTheirAmount(@ForAll @LongRange(min = 0) long bytes) {
        Quantity quantity = Quantity.ofBytes(bytes);

        assertThat(Quantity.parse(quantity.toString()).value()).isEqualTo(bytes);
    }

    @Property
    void anyTextIsAQuantityOrRefused(@ForAll @CharRange(from = '+', to = 'z') @StringLength(max = 12) String text) {
        try {
            Quantity quantity = Quantity.parse(text);
            assertThat(Quantity.parse(quantity.toString())).isEqualByComparingTo(quantity);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("quantit");
        }
    }
}
