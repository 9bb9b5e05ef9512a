package io.jubernetes.client.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The times of Leases: six digits behind the second, UTC, as upstream's MicroTime is written; classes read lazily; metadata
 * without managed fields.
 */
final class ModelModule extends SimpleModule {

    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    ModelModule() {
        super("kubernetes-model");
        addSerializer(new Writer());
        addDeserializer(ZonedDateTime.class, new Reader());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new LazyDeserializers());
        context.setMixInAnnotations(ObjectMeta.class, WithoutManagedFields.class);
    }

    /**
     * Nobody here asks who owns which field, and the books are as large as the rest of a small object. Who writes an object
     * without them leaves them as they are.
     */
    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    private static final class Writer extends StdSerializer<ZonedDateTime> {
        Writer() {
            super(ZonedDateTime.class);
        }

        @Override
        public void serialize(ZonedDateTime value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(MICRO_TIME.format(value));
        }
    }

    private static final class Reader extends StdDeserializer<ZonedDateTime> {
        Reader() {
            super(ZonedDateTime.class);
        }

        @Override
        public ZonedDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                return ZonedDateTime.parse(text);
            } catch (DateTimeException e) {
                return (ZonedDateTime)
                        context.handleWeirdStringValue(ZonedDateTime.class, text, "not an RFC 3339 time");
            }
        }
    }
}
