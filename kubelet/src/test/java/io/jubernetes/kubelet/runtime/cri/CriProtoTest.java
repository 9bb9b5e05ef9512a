package io.jubernetes.kubelet.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The {@code .proto} of the module cri-api says what the table of the interface says. When the table changes, run this with {@code
 * -Djubernetes.write=true}: it writes the file anew.
 */
@Timeout(60)
final class CriProtoTest {

    private static final String HEAD = """
            // Written from apimachinery/src/main/resources/api/cri-v1.json; CriProtoTest compares them.
            syntax = "proto3";
            package %s;
            option java_package = "io.jubernetes.cri.v1";
            option java_outer_classname = "CriProto";
            option java_multiple_files = true;
            """;

    @Test
    void theProtoIsWrittenFromTheTable() throws IOException {
        Path root = Path.of(System.getProperty("jubernetes.root", ".."));
        Path proto = root.resolve("cri-api/src/main/proto/cri-v1.proto");
        String expected = text(new ObjectMapper()
                .readTree(root.resolve("apimachinery/src/main/resources/api/cri-v1.json")
                        .toFile()));
        if (Boolean.getBoolean("jubernetes.write")) {
            Files.writeString(proto, expected);
        }
        assertThat(proto).hasContent(expected);
    }

    private static String text(JsonNode table) {
        StringBuilder text =
                new StringBuilder(HEAD.formatted(table.path("package").asText()));
        for (Map.Entry<String, JsonNode> service : table.path("services").properties()) {
            text.append("\nservice ").append(service.getKey()).append(" {\n");
            service.getValue()
                    .forEach(call -> text.append("  rpc %s (%s) returns (%s);\n"
                            .formatted(
                                    call.path("rpc").asText(),
                                    call.path("request").asText(),
                                    call.path("response").asText())));
            text.append("}\n");
        }
        for (Map.Entry<String, JsonNode> message : table.path("messages").properties()) {
            text.append("\nmessage ").append(message.getKey()).append(" {\n");
            message.getValue()
                    .forEach(field -> text.append("  %s%s %s = %d;\n"
                            .formatted(
                                    field.path("repeated").asBoolean() ? "repeated " : "",
                                    field.path("type").asText(),
                                    field.path("name").asText(),
                                    field.path("number").asInt())));
            text.append("}\n");
        }
        for (Map.Entry<String, JsonNode> type : table.path("enums").properties()) {
            text.append("\nenum ").append(type.getKey()).append(" {\n");
            type.getValue()
                    .properties()
                    .forEach(v -> text.append(
                            "  %s = %d;\n".formatted(v.getKey(), v.getValue().asInt())));
            text.append("}\n");
        }
        return text.toString();
    }
}
