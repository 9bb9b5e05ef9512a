package io.jubernetes.apiserver.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata are found in the bytes of an object, whatever stands in their texts. */
@Timeout(30)
class MetadataRangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name':'a','labels':{'x':'y'}}",
                "{'annotations':{'a':'}','b':'{','c':'\\\\\"}','d':'\\\\\\\\'},'name':'a'}",
                "{'managedFields':[{'fieldsV1':{'f:metadata':{'f:labels':{'.':{}}}}}],'name':'ä€😀'}"
            })
    void isFound(String metadata) {
        String json = metadata.replace("\\\\", "\\").replace('\'', '"');
        byte[] stored = StoredObject.encode(Json.decode(
                        ("{\"kind\":\"K\",\"apiVersion\":\"v1\",\"metadata\":" + json + ",\"spec\":{\"metadata\":{}}}")
                                .getBytes(StandardCharsets.UTF_8))
                .object());
        byte[] object = StoredObject.withRevision(stored, 7);

        MetadataRange range = MetadataRange.in(object);

        String found = new String(object, range.from(), range.to() - range.from(), StandardCharsets.UTF_8);
        assertThat(Json.decode(found.getBytes(StandardCharsets.UTF_8)).object())
                .isEqualTo(StoredObject.decode(object).get("metadata"));
    }
}
