package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.RetiredVersions;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.List;
import java.util.function.Function;

/**
 * Objects in the form of the media type {@code application/vnd.kubernetes.protobuf}: four bytes that tell it, then an envelope
 * with version and kind, and the message in it. Safe for use by several threads.
 */
public final class ProtobufCodec {

    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    // the numbers of runtime.Unknown and its TypeMeta
    private static final int TYPE_META = 1;
    private static final int RAW = 2;
    private static final int API_VERSION = 1;
    private static final int KIND = 2;
    // of every kind of list
    private static final int LIST_METADATA = 1;
    private static final int LIST_ITEMS = 2;

    private final KindTypes kinds;
    private final Forms forms;
    private final MessageForm listMeta;

    public ProtobufCodec(Catalogue catalogue) {
        this.kinds = new KindTypes(catalogue);
        this.forms = new Forms(catalogue.schema());
        this.listMeta = forms.message(catalogue.schema().type("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"));
    }

    /** The codec of what Kubernetes itself serves, and of its retired versions where those are in use. */
    public static ProtobufCodec kubernetes() {
        return RetiredVersions.areRead() ? Retired.CODEC : Kubernetes.CODEC;
    }

    private static final class Retired {
        private static final RetiredVersions VERSIONS = RetiredVersions.kubernetes();
        private static final ProtobufCodec CODEC = new ProtobufCodec(VERSIONS.catalogue(VERSIONS.all()));
    }

    private static final class Kubernetes {
        private static final ProtobufCodec CODEC = new ProtobufCodec(Catalogue.kubernetes());
    }

    /** Whether objects of this kind have a protobuf form. */
    public boolean handles(String apiVersion, String kind) {
        return kinds.find(apiVersion, kind) != null;
    }

    /** @throws ApiException a BadRequest that says what is wrong */
    public ObjectNode decode(byte[] body) {
        if (!startsWithMagic(body)) {
            throw WireReader.malformed(
                    "provided data does not appear to be a protobuf message, expected prefix 6b 38 73 00");
        }
        WireReader envelope = WireReader.of(body, MAGIC.length);
        ObjectNode object = Json.object().put("apiVersion", "").put("kind", "");
        WireReader raw = null;
        while (envelope.next()) {
            switch (envelope.number()) {
                case TYPE_META -> typeMeta(envelope.message(), object);
                case RAW -> raw = envelope.message();
                default -> {
                    // encoding and type of the content: there is but the plain one
                }
            }
        }
        MessageForm form =
                form(object.path("apiVersion").asText(), object.path("kind").asText());
        if (raw != null) {
            form.readInto(object, raw);
        }
        return object;
    }

    private static void typeMeta(WireReader in, ObjectNode object) {
        while (in.next()) {
            switch (in.number()) {
                case API_VERSION -> object.put("apiVersion", in.text());
                case KIND -> object.put("kind", in.text());
                default -> {
                    // of a later version
                }
            }
        }
    }

    private static boolean startsWithMagic(byte[] body) {
        return body.length >= MAGIC.length
                && body[0] == MAGIC[0]
                && body[1] == MAGIC[1]
                && body[2] == MAGIC[2]
                && body[3] == MAGIC[3];
    }

    /**
     * The bytes of an object, which must be as the schema says: what it does not know is left out.
     *
     * @throws ApiException BadRequest when its kind has no protobuf form
     * @throws IllegalArgumentException when a value is not of its field's type
     */
    public byte[] encode(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        WireWriter out = new WireWriter();
        form(apiVersion, kind).writeFields(object, out);
        return enveloped(out, apiVersion, kind);
    }

    /**
     * The bytes of a list, of whose items only one at a time is there as a tree.
     *
     * @param kind of the items
     * @param tree makes the tree of an item
     */
    public <T> byte[] encodeList(
            String apiVersion, String kind, ObjectNode metadata, List<T> items, Function<T, ObjectNode> tree) {
        MessageForm form = form(apiVersion, kind);
        WireWriter out = new WireWriter();
        for (T item : items.reversed()) {
            form.write(tree.apply(item), LIST_ITEMS, out);
        }
        listMeta.write(metadata, LIST_METADATA, out);
        return enveloped(out, apiVersion, kind + "List");
    }

    /**
     * One event of a watch stream: a length of four octets, then the event, which has no envelope but holds an object that
     * has one.
     */
    public byte[] encodeEvent(String type, ObjectNode object) {
        WireWriter out = new WireWriter();
        int mark = out.length();
        out.bytes(1, encode(object));
        out.message(2, mark);
        out.text(1, type);
        int length = out.length();
        out.raw(new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        return out.toByteArray();
    }

    private MessageForm form(String apiVersion, String kind) {
        TypeSchema type = kinds.find(apiVersion, kind);
        if (type == null) {
            throw ApiException.badRequest("no kind \"" + kind + "\" is registered for version \"" + apiVersion + "\"");
        }
        return forms.message(type);
    }

    private static byte[] enveloped(WireWriter out, String apiVersion, String kind) {
        out.message(RAW, 0);
        int mark = out.length();
        out.text(KIND, kind);
        out.text(API_VERSION, apiVersion);
        out.message(TYPE_META, mark);
        out.raw(MAGIC);
        return out.toByteArray();
    }
}
