package io.jubernetes.apiserver.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.schema.FieldValidation;
import io.jubernetes.apimachinery.schema.RetiredVersion;
import io.jubernetes.apimachinery.schema.RetiredVersions;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeSchema;
import io.jubernetes.apiserver.Samples;
import io.jubernetes.apiserver.conversion.Conversion;
import io.jubernetes.apiserver.conversion.RetiredConversion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every kind that has a retired version goes there and comes back. */
@Timeout(120)
class RetiredFieldsTest {

    private static final JsonNode DATA = data();
    private static final FieldValues VALUES = new FieldValues(DATA.path("values"), DATA.path("rivals"));

    private static JsonNode data() {
        try (InputStream in = RetiredFieldsTest.class.getResourceAsStream("/fields/fields.yaml")) {
            return Yaml.decode(Objects.requireNonNull(in).readAllBytes()).object();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<RetiredVersion> versions() {
        return RetiredVersions.kubernetes().all().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void saysAllThatItsSuccessorSays(RetiredVersion version) {
        TypeSchema root = Schema.kubernetes().type(version.successor().schemaType());
        Conversion ofStored = Conversion.of(version.successor());
        List<String> problems = new ArrayList<>();
        for (FieldPath path : FieldPath.below(root)) {
            ObjectNode object = Samples.of(version.successor(), "sample");
            VALUES.put(object, path);
            if (isSensible(path)) {
                ObjectNode stored = object.deepCopy();
                if (ofStored != null) {
                    ofStored.toStored(stored);
                }
                problems.addAll(problems(version, stored).stream()
                        .map(problem -> path + ": " + problem)
                        .toList());
            }
        }
        assertThat(problems).isEmpty();
    }

    /** Fields of metrics exclude each other by the type of their target, a port has a name or a number, empty says nothing. */
    private static boolean isSensible(FieldPath path) {
        String text = path.toString();
        return !text.contains("etrics[0]") && !text.endsWith("port.name") && !text.equals("spec.behavior");
    }

    private static List<String> problems(RetiredVersion version, ObjectNode stored) {
        RetiredConversion conversion = new RetiredConversion(version);
        ObjectNode old = stored.deepCopy();
        conversion.fromStored(old);
        Schema schema = RetiredVersions.kubernetes().schema();
        String type = version.type().schemaType();
        List<String> problems = new ArrayList<>(FieldValidation.unknownFields(schema, type, old));
        String undecodable = FieldValidation.decodeError(schema, type, old);
        if (undecodable != null) {
            problems.add(undecodable);
        }
        ObjectNode back = old.deepCopy();
        conversion.toStored(back);
        if (!back.equals(stored)) {
            problems.add("came back as " + back + " from " + stored);
        }
        conversion.fromStored(back);
        if (!back.equals(old)) {
            problems.add("went again as " + back + " not " + old);
        }
        return problems;
    }
}
