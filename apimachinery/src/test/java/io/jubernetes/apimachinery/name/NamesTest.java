package io.jubernetes.apimachinery.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class NamesTest {

    @Test
    void subdomainMessageIsUpstreams() {
        assertThat(Names.dns1123Subdomain("Web"))
                .containsExactly(
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
                                + " or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
                                + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    }

    @Test
    void examplesAreJoinedAsUpstreamJoinsThem() {
        assertThat(Names.dns1123Label("a.b"))
                .singleElement()
                .asString()
                .contains("(e.g. 'my-name',  or '123-abc', regex used for validation is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-b", "1a", "a.b-c.d"})
    void acceptsSubdomains(String name) {
        assertThat(Names.dns1123Subdomain(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a..b", "A", "a_b", "a/b", "ä"})
    void refusesWhatIsNoSubdomain(String name) {
        assertThat(Names.dns1123Subdomain(name)).hasSize(1);
    }

    @Test
    void lengths() {
        assertThat(Names.dns1123Label("a".repeat(63))).isEmpty();
        assertThat(Names.dns1123Label("a".repeat(64))).hasSize(1);
        assertThat(Names.dns1123Subdomain("a".repeat(1 << 20))).hasSize(2);
        assertThat(Names.labelValue("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app.kubernetes.io/name", "A_b.c"})
    void acceptsQualifiedNames(String name) {
        assertThat(Names.qualifiedName(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a/b/c", "Ex.com/a", "-a"})
    void refusesWhatIsNoQualifiedName(String name) {
        assertThat(Names.qualifiedName(name)).isNotEmpty();
    }

    @Test
    void servicesStartWithALetter() {
        assertThat(Names.dns1035Label("1web")).hasSize(1);
        assertThat(Names.dns1035Label("web")).isEmpty();
    }

    @Test
    void portNames() {
        assertThat(Names.portName("http")).isEmpty();
        assertThat(Names.portName("80")).containsExactly("must contain at least one letter (a-z)");
        assertThat(Names.portName("a--b")).containsExactly("must not contain consecutive hyphens");
    }
}
