package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes bodies of the media type {@code application/vnd.kubernetes.protobuf} into object trees. */
public final class ProtobufDecoder {

    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final String DELETE_OPTIONS = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";

    private final Catalogue catalogue;
    private final MessageReader messages;
    private final Map<String, String> typeOfKind = new LinkedHashMap<>();

    public ProtobufDecoder(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.messages = new MessageReader(catalogue.schema());
        for (ResourceType type : catalogue.all()) {
            typeOfKind.put(type.apiVersion() + "/" + type.kind(), type.schemaType());
            for (Subresource sub : type.subresources()) {
                String group = sub.group().isEmpty() ? "" : sub.group() + "/";
                typeOfKind.putIfAbsent(group + sub.version() + "/" + sub.kind(), sub.schemaType());
            }
        }
    }

    /** @throws ApiException a BadRequest that says what is wrong */
    public ObjectNode decode(byte[] body) {
        WireReader envelope = new WireReader(afterMagic(body));
        String apiVersion = "";
        String kind = "";
        ByteBuffer raw = ByteBuffer.allocate(0);
        while (envelope.next()) {
            switch (envelope.number()) {
                case 1 -> {
                    WireReader meta = envelope.message();
                    while (meta.next()) {
                        apiVersion = meta.number() == 1 ? meta.text() : apiVersion;
                        kind = meta.number() == 2 ? meta.text() : kind;
                    }
                }
                case 2 -> raw = envelope.content();
                default -> {
                    // encoding and type of the content: always the plain form
                }
            }
        }
        return object(apiVersion, kind, raw);
    }

    private ObjectNode object(String apiVersion, String kind, ByteBuffer raw) {
        TypeSchema type = type(apiVersion, kind);
        if (type == null) {
            throw ApiException.badRequest("no kind \"" + kind + "\" is registered for version \"" + apiVersion + "\"");
        }
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        messages.read(type, new WireReader(raw), object);
        return object;
    }

    private @Nullable TypeSchema type(String apiVersion, String kind) {
        String name = kind.equals("DeleteOptions") ? DELETE_OPTIONS : typeOfKind.get(apiVersion + "/" + kind);
        return name == null ? null : catalogue.schema().find(name);
    }

    private static ByteBuffer afterMagic(byte[] body) {
        if (body.length < MAGIC.length
                || !ByteBuffer.wrap(body, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw WireReader.malformed(
                    "provided data does not appear to be a protobuf message, expected prefix 6b 38 73 00");
        }
        return ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length).slice();
    }
}
