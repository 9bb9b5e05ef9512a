package io.jubernetes.apimachinery.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JsonPatchTest {

    private static final String OBJECT = "{\"a\":{\"b\":[1,2,3],\"x/y\":\"t\",\"m~n\":1},\"n\":null}";

    private static JsonNode json(String text) {
        return Json.decodeValue(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static JsonNode patched(String patch) {
        return JsonPatch.apply((ObjectNode) json(OBJECT), json(patch));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'op':'add','path':'/a/b/1','value':9}]|{'a':{'b':[1,9,2,3],'x/y':'t','m~n':1},'n':null}",
                "[{'op':'add','path':'/a/b/-','value':9}]|{'a':{'b':[1,2,3,9],'x/y':'t','m~n':1},'n':null}",
                "[{'op':'remove','path':'/a/b'},{'op':'remove','path':'/n'}]|{'a':{'x/y':'t','m~n':1}}",
                "[{'op':'replace','path':'/a','value':1}]|{'a':1,'n':null}",
                "[{'op':'move','from':'/a/b/0','path':'/n'}]|{'a':{'b':[2,3],'x/y':'t','m~n':1},'n':1}",
                "[{'op':'copy','from':'/a/b','path':'/n'}]|{'a':{'b':[1,2,3],'x/y':'t','m~n':1},'n':[1,2,3]}",
                "[{'op':'test','path':'/a/x~1y','value':'t'},{'op':'remove','path':'/a'}]|{'n':null}",
                "[{'op':'test','path':'/a/m~0n','value':1.0},{'op':'remove','path':'/a'}]|{'n':null}",
                "[{'op':'test','path':'/z','value':null},{'op':'remove','path':'/a'}]|{'n':null}",
                "[{'op':'replace','path':'','value':{'q':1}}]|{'q':1}",
                "[{'op':'add','path':'/a'}]|{'a':null,'n':null}",
                "[]|{'a':{'b':[1,2,3],'x/y':'t','m~n':1},'n':null}"
            })
    void applies(String patch, String expected) {
        assertThat(patched(patch)).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'op':'test','path':'/a/b/0','value':2}]|422",
                "[{'op':'remove','path':'/q'}]|422",
                "[{'op':'replace','path':'/q','value':1}]|422",
                "[{'op':'add','path':'/a/b/4','value':1}]|422",
                "[{'op':'add','path':'/a/b/01','value':1}]|422",
                "[{'op':'add','path':'/n/x','value':1}]|422",
                "[{'op':'move','from':'/a','path':'/a/b'}]|422",
                "[{'op':'replace','path':'','value':1}]|422",
                "{}|400",
                "[1]|400",
                "[{'op':1,'path':'/a'}]|400",
                "[{'op':'add','path':'a','value':1}]|422",
                "[{'op':'add','value':1}]|422",
                "[{'op':'jump','path':'/a'}]|422",
                "[{'path':'/a'}]|422",
                "[{'op':'copy','path':'/a'}]|422"
            })
    void refuses(String patch, int code) {
        assertThatThrownBy(() -> patched(patch))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void boundsTheOperations() {
        String many = "[" + "{'op':'remove','path':'/q'},".repeat(10_000) + "{'op':'remove','path':'/q'}]";

        assertThatThrownBy(() -> patched(many))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(413));
    }

    @Test
    void boundsTheCopies() {
        StringBuilder doubling = new StringBuilder("[");
        for (int i = 0; i < 60; i++) {
            doubling.append("{'op':'copy','from':'/a','path':'/a/c").append(i).append("'},");
        }
        doubling.append("{'op':'remove','path':'/a'}]");

        assertThatThrownBy(() -> patched(doubling.toString()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(422));
    }

    @Test
    void boundsTheDepth() {
        String nesting = "[" + "{'op':'copy','from':'/a','path':'/a/c'},".repeat(600) + "{'op':'remove','path':'/a'}]";

        assertThatThrownBy(() -> patched(nesting)).hasMessageContaining("rejected our request");
    }

    static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> scalars = Arbitraries.of(json("1"), json("'s'"), json("true"));
        return depth == 0
                ? scalars
                : Arbitraries.oneOf(
                        scalars,
                        objects(depth - 1),
                        values(depth - 1)
                                .list()
                                .ofMaxSize(2)
                                .map(l -> Json.mapper().<JsonNode>valueToTree(l)));
    }

    private static Arbitrary<JsonNode> objects(int depth) {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values(depth))
                .ofMaxSize(3)
                .map(m -> Json.mapper().<JsonNode>valueToTree(m));
    }

    @Provide
    Arbitrary<ObjectNode> trees() {
        return objects(2).map(ObjectNode.class::cast);
    }

    @Provide
    Arbitrary<List<JsonNode>> operations() {
        Arbitrary<String> paths = Arbitraries.of("", "/a", "/b/a", "/a/0", "/b/-", "/c/1/a", "x");
        return Combinators.combine(
                        Arbitraries.of("add", "remove", "replace", "move", "copy", "test"), paths, paths, values(1))
                .as((op, path, from, value) -> Json.object()
                        .put("op", op)
                        .put("path", path)
                        .put("from", from)
                        .<JsonNode>set("value", value))
                .list()
                .ofMaxSize(5);
    }

    @Property(tries = 500)
    void anyOperationsApplyOrAreRefused(
            @ForAll("trees") ObjectNode tree, @ForAll("operations") List<JsonNode> operations) {
        JsonNode before = tree.deepCopy();
        try {
            JsonPatch.apply(tree, Json.mapper().valueToTree(operations));
        } catch (ApiException e) {
            assertThat(e.code()).isIn(400, 422);
        }
        assertThat(tree).isEqualTo(before);
    }

    @Property(tries = 500)
    void aCreatedMergePatchMakesTheModified(@ForAll("trees") ObjectNode a, @ForAll("trees") ObjectNode b) {
        assertThat(MergePatch.apply(a, MergePatch.create(a, b))).isEqualTo(b);
    }
}
