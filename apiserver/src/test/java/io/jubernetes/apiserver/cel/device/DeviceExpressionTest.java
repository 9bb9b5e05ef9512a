package io.jubernetes.apiserver.cel.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DeviceExpressionTest {

    private static final String DEVICE = """
            {"name": "gpu-0",
             "attributes": {"model": {"string": "A100"}, "cores": {"int": 8}, "shared": {"bool": true},
                            "firmware": {"version": "1.10.0"}, "other.org/rack": {"string": "r1"}},
             "capacity": {"memory": {"value": "40Gi"}}}
            """;

    private static boolean test(String expression) throws IOException {
        JsonNode device = Json.mapper().readTree(DEVICE);
        return DeviceExpression.compile(expression).test("gpu.example.com", device);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "device.driver == 'gpu.example.com'; true",
                "device.attributes['gpu.example.com'].model == 'A100'; true",
                "device.attributes['gpu.example.com'].cores > 8; false",
                "device.attributes['gpu.example.com'].shared; true",
                "device.attributes['gpu.example.com'].firmware.isGreaterThan(semver('1.9.0')); true",
                "device.attributes['other.org'].rack == 'r1'; true",
                "'rack' in device.attributes['nobody.org']; false",
                "device.capacity['gpu.example.com'].memory.compareTo(quantity('30Gi')) >= 0; true",
                "device.capacity['gpu.example.com'].memory.isLessThan(quantity('40Gi')); false"
            })
    void devicesAreChosenByWhatTheyAre(String expression, boolean expected) throws IOException {
        assertThat(test(expression)).isEqualTo(expected);
    }

    @Test
    void whatHasNoValueIsSaid() {
        assertThatThrownBy(() -> test("device.attributes['gpu.example.com'].missing == 'x'"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such key: missing");
        assertThatThrownBy(() -> test("'text'")).hasMessageContaining("must evaluate to bool");
        assertThatThrownBy(() -> test("unknown == 1")).hasMessageContaining("compilation failed");
    }
}
