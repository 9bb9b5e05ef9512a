package io.jubernetes.apimachinery.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.error.ApiException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FieldSelectorTest {

    @Test
    void comparesFields() {
        FieldSelector selector = FieldSelector.parse("metadata.name=a,spec.nodeName!=b,status.phase==c");
        Map<String, String> fields = Map.of("metadata.name", "a", "status.phase", "c");

        assertThat(selector.matches(fields::get)).isTrue();
        assertThat(selector.exact("metadata.name")).isEqualTo("a");
        assertThat(selector.exact("spec.nodeName")).isNull();
        assertThat(FieldSelector.parse("spec.nodeName=").matches(fields::get)).isTrue();
    }

    @Test
    void readsEscapes() {
        FieldSelector selector = FieldSelector.parse("a=x\\,y\\=z\\\\");

        assertThat(selector.requirements()).isEqualTo(List.of(new FieldSelector.Requirement("a", true, "x,y=z\\")));
        assertThat(FieldSelector.parse(selector.toString())).isEqualTo(selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=b,c", "a=b=c", "a=\\x"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> FieldSelector.parse(text)).isInstanceOf(ApiException.class);
    }

    @Property
    void anyValueSurvivesPrinting(@ForAll String value) {
        FieldSelector selector = new FieldSelector(List.of(new FieldSelector.Requirement("f", true, value)));

        assertThat(FieldSelector.parse(selector.toString())).isEqualTo(selector);
    }

    @Property
    void anyTextIsASelectorOrABadRequest(@ForAll String text) {
        try {
            FieldSelector.parse(text);
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(400);
        }
    }
}
