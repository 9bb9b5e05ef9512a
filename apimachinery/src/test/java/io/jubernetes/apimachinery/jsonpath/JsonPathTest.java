package io.jubernetes.apimachinery.jsonpath;

import static io.jubernetes.apimachinery.schema.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JsonPathTest {

    private static final ObjectNode LIST = tree("""
            kind: List
            items:
            - {kind: None, metadata: {name: n1, labels: {kubernetes.io/hostname: h1}}, status: {capacity: {cpu: "4"}, ready: true}}
            - {kind: None, metadata: {name: n2}, status: {capacity: {cpu: "8"}, ready: false}}
            users:
            - {name: myself, size: 1}
            - {name: e2e, size: 2.5, user: {password: secret}}
            numbers: [0, 1, 2, 3, 4]
            empty: []
            """);

    record Case(String template, String expected) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("{.kind}", "List"),
                new Case("the object is {.kind}!", "the object is List!"),
                new Case("{['kind']}", "List"),
                new Case("{$.kind}{@.kind}", "ListList"),
                new Case("{.items[*].metadata.name}", "n1 n2"),
                new Case("{.items[0].metadata.name}", "n1"),
                new Case("{.items[-1].metadata.name}", "n2"),
                new Case("{.items[*]['metadata.name', 'status.capacity']}", "n1 n2 {\"cpu\":\"4\"} {\"cpu\":\"8\"}"),
                new Case("{..name}", "n1 n2 myself e2e"),
                new Case("{..user.password}", "secret"),
                new Case(
                        "{range .items[*]}[{.metadata.name}, {.status.capacity.cpu}]{\"\\n\"}{end}",
                        "[n1, 4]\n[n2, 8]\n"),
                new Case("{range .items[*]}{range .status.capacity}{.cpu};{end}{end}", "4;8;"),
                new Case("{.users[?(@.name==\"e2e\")].user.password}", "secret"),
                new Case("{.users[?(@.size>=2)].name}", "e2e"),
                new Case("{.users[?(@.name!='e2e')].name}", "myself"),
                new Case("{.users[?(@.user)].name}", "e2e"),
                new Case("{.items[?(@.status.ready==true)].metadata.name}", "n1"),
                new Case("{.items[0].metadata.labels.kubernetes\\.io/hostname}", "h1"),
                new Case("{.items[0].metadata.labels['kubernetes\\.io/hostname']}", "h1"),
                new Case("{.numbers[1:3]}", "1 2"),
                new Case("{.numbers[-2:]}", "3 4"),
                new Case("{.numbers[0:5:2]}", "0 2 4"),
                new Case("{.numbers[0,2]}", "0 2"),
                new Case("{.numbers}", "[0,1,2,3,4]"),
                new Case("{.users[1].size}", "2.5"),
                new Case("{.items[0].status.*}", "{\"cpu\":\"4\"} true"),
                new Case("{.empty[*].name}", ""),
                new Case("{.}", LIST.toString()),
                new Case("{'a'}{\"\\t\"}{.kind} x", "a\tList x"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void prints(Case c) {
        assertThat(JsonPath.parse(c.template()).print(LIST)).isEqualTo(c.expected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{.kind",
                "{range .items[*]}",
                "{end}",
                "{hello}",
                "{.items[a]}",
                "{.items[0}",
                "{\"x}",
                "{.items[?(name)]}",
                "{.numbers[0:3:0]}",
                "{#}"
            })
    void refusesMalformedTemplates(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonPath.parse(template));
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPath.parse("{.metadata.nam}").print(LIST))
                .withMessage("metadata is not found");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JsonPath.parse("{.empty[0]}").allowingMissing().print(LIST))
                .withMessage("array index out of bounds: index 0, length 0");
        assertThat(JsonPath.parse("<{.metadata.nam}>").allowingMissing().print(LIST))
                .isEqualTo("<>");
    }

    @Test
    void columnsMayLeaveOutTheBraces() {
        for (String path : new String[] {"users[0].name", ".users[0].name", "{.users[0].name}", "$.users[0].name"}) {
            assertThat(JsonPath.relaxed(path).find(LIST))
                    .singleElement()
                    .extracting(JsonPath::text)
                    .isEqualTo("myself");
        }
    }

    @Property(tries = 2000)
    void anyTemplatePrintsOrIsRefused(
            @ForAll
                    @Chars({
                        '{', '}', '.', '[', ']', '*', '@', '?', '(', ')', '=', '"', '\'', '\\', ',', ':', '1', '-', 'k',
                        'n', ' ', '<'
                    })
                    @StringLength(max = 20)
                    String template) {
        try {
            assertThat(JsonPath.parse("{" + template + "}").allowingMissing().print(LIST))
                    .isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
