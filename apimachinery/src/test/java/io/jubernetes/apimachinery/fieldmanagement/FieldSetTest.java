package io.jubernetes.apimachinery.fieldmanagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of fields, and the form in which objects carry them. */
@Timeout(60)
class FieldSetTest {

    private static FieldSet set(String json) {
        return FieldsV1.read(Json.decodeTrusted(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                        | {}
            {"f:b":{},"f:a":{}}                                       | {"f:a":{},"f:b":{}}
            {"f:a":{"f:b":{},".":{}}}                                 | {"f:a":{".":{},"f:b":{}}}
            {"i:1":{},"v:2":{},"k:{\\"a\\":1}":{},"f:z":{}}           | {"f:z":{},"k:{\\"a\\":1}":{},"v:2":{},"i:1":{}}
            {"k:{\\"b\\":1,\\"a\\":2}":{}}                            | {"k:{\\"a\\":2,\\"b\\":1}":{}}
            {"k:{\\"n\\":10}":{},"k:{\\"n\\":9}":{}}                  | {"k:{\\"n\\":9}":{},"k:{\\"n\\":10}":{}}
            {"k:{\\"n\\":\\"a\\"}":{},"k:{\\"n\\":9}":{}}             | {"k:{\\"n\\":9}":{},"k:{\\"n\\":\\"a\\"}":{}}
            {"v:\\"b\\"":{},"v:true":{},"v:\\"a\\"":{},"v:3":{}}      | {"v:3":{},"v:\\"a\\"":{},"v:\\"b\\"":{},"v:true":{}}
            {"x:from the future":{},"f:a":{}}                         | {"f:a":{}}
            """)
    void areWrittenInOneOrder(String read, String written) {
        assertThat(FieldsV1.write(set(read))).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"k:x\":{}}", "{\"k:{}\":{}}", "{\"a\":{}}", "{\"i:x\":{}}", "{\"f:a\":1}", "[]"})
    void whatIsNoSetIsRefused(String json) {
        assertThatThrownBy(() -> set(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pathsReadAsMessagesWriteThem() {
        FieldSet fields = set("""
                {"f:spec":{".":{},"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{"f:name":{}}},"f:x":{}},
                 "f:finalizers":{"v:\\"a\\"":{}},"f:list":{"i:3":{}}}""");
        assertThat(fields.paths())
                .containsExactly(
                        ".spec",
                        ".finalizers[=\"a\"]",
                        ".list[3]",
                        ".spec.x",
                        ".spec.ports[port=80,protocol=\"TCP\"].name");
    }

    @Test
    void differenceIsExactAndWithoutIsNot() {
        FieldSet fields = set("{\"f:a\":{\".\":{},\"f:b\":{},\"f:c\":{}},\"f:d\":{}}");
        FieldSet a = FieldSet.of("a");
        assertThat(fields.difference(a).paths()).containsExactly(".d", ".a.b", ".a.c");
        assertThat(fields.without(a).paths()).containsExactly(".d");
        assertThat(fields.within(a).paths()).containsExactly(".a", ".a.b", ".a.c");
        assertThat(fields.within(FieldSet.of("a", "b")).paths()).containsExactly(".a.b");
    }

    /** The algebra is that of sets of paths. */
    @RepeatedTest(200)
    void behavesLikeASetOfPaths(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        FieldSet one = random(random, 3);
        FieldSet other = random(random, 3);
        assertThat(paths(one.union(other))).isEqualTo(all(paths(one), paths(other)));
        Set<String> common = paths(one);
        common.retainAll(paths(other));
        assertThat(paths(one.intersection(other))).isEqualTo(common);
        Set<String> rest = paths(one);
        rest.removeAll(paths(other));
        assertThat(paths(one.difference(other))).isEqualTo(rest);
        assertThat(one.difference(other).union(one.intersection(other))).isEqualTo(one);
        assertThat(FieldsV1.read(FieldsV1.write(one))).isEqualTo(one);
        assertThat(FieldsV1.touches(FieldsV1.write(one), other)).isEqualTo(!common.isEmpty());
    }

    private static Set<String> paths(FieldSet set) {
        return new TreeSet<>(set.paths());
    }

    private static Set<String> all(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private static FieldSet random(Random random, int depth) {
        FieldSet.Level level = new FieldSet.Level();
        for (String element : List.of("f:a", "f:b", "k:{\"n\":1}", "k:{\"n\":\"x\"}", "v:\"a\"", "v:7", "i:0")) {
            PathElement parsed = PathElement.parse(element);
            if (parsed != null && random.nextInt(3) == 0) {
                FieldSet below = depth == 0 ? FieldSet.EMPTY : random(random, depth - 1);
                level.add(parsed, random.nextBoolean() || below.isEmpty(), below);
            }
        }
        return level.build();
    }
}
