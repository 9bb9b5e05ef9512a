package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Server-side apply and field ownership, as the tables in {@code src/test/resources/apply} tell it. */
@Timeout(60)
class ApplyTableTest {

    private static final TestServer SERVER = new TestServer();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static List<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String table : List.of("maps", "lists", "owners", "requests")) {
            for (JsonNode one : read(table)) {
                cases.add(Arguments.of(one.path("name").asText(), "case-" + cases.size(), one));
            }
        }
        return cases;
    }

    private static List<JsonNode> read(String table) throws IOException {
        try (InputStream in = ApplyTableTest.class.getResourceAsStream("/apply/" + table + ".yaml")) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            return Yaml.decodeAll(bytes).stream()
                    .map(DecodedObject::object)
                    .map(JsonNode.class::cast)
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void holds(String name, String object, JsonNode told) {
        ApplySteps steps = new ApplySteps(SERVER, object);
        steps.given(told.path("given").asText(""));
        for (JsonNode step : told.path("steps")) {
            steps.take(step);
        }
    }

    @Test
    void theTableIsLong() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(80);
    }
}
