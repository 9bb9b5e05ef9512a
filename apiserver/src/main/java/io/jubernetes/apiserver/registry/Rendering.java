package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.media.Answer;
import io.jubernetes.apiserver.media.MediaTypes;
import io.jubernetes.apiserver.media.Representation;
import io.jubernetes.apiserver.media.Representation.Format;
import io.jubernetes.apiserver.media.Representation.Shape;
import io.jubernetes.apiserver.registry.Lister.ObjectList;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.storage.MetadataRange;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.table.TableConvertor;
import io.jubernetes.apiserver.watchcache.CachedObject;
import io.jubernetes.apiserver.watchcache.EventForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers in the form that the client asked for. What it asked for plainly is sent as it lies in the cache. */
final class Rendering {

    private static final byte[] NEWLINE = {'\n'};
    private static final byte[] COMMA = {','};
    private static final byte[] END_OF_LIST = "]}\n".getBytes(StandardCharsets.US_ASCII);

    private static final ApiGroupVersion SCALE = new ApiGroupVersion("autoscaling", "v1");

    private final TableConvertor printers;
    private final Environment environment;

    Rendering(TableConvertor printers, Environment environment) {
        this.printers = printers;
        this.environment = environment;
    }

    /** The form that a request asks for. @throws io.jubernetes.apimachinery.error.ApiException NotAcceptable */
    static Representation wanted(ResourceType type, ApiRequest request) {
        return MediaTypes.wanted(request, shape -> inProtobuf(type, shape));
    }

    private static boolean inProtobuf(ResourceType type, Shape shape) {
        return switch (shape) {
            case OBJECT -> ProtobufCodec.kubernetes().handles(type.apiVersion(), type.kind());
            case METADATA -> true;
            // cells are of any type, which protobuf does not have
            case TABLE -> false;
        };
    }

    /** One object. */
    ApiResponse object(int status, ResourceType type, byte[] bytes, ApiRequest request) {
        Representation wanted = wanted(type, request);
        if (wanted.isPlain()) {
            return json(status, List.of(bytes, NEWLINE));
        }
        ObjectNode tree = switch (wanted.shape()) {
            case OBJECT -> (ObjectNode) Json.decodeTrusted(bytes);
            case TABLE -> tables(type, request).ofOne(bytes);
            case METADATA -> PartialMetadata.of(bytes);
        };
        return Answer.of(status, tree, wanted);
    }

    /** Something that has no other form than its own. */
    ApiResponse tree(int status, ObjectNode tree, ApiRequest request) {
        return Answer.of(status, tree, request);
    }

    /** A Scale, for reading: also as a table. */
    ApiResponse scale(ObjectNode scale, ApiRequest request) {
        Representation wanted = MediaTypes.wanted(request, shape -> shape == Shape.OBJECT);
        return wanted.shape() == Shape.TABLE
                ? Answer.of(200, tables(SCALE, "Scale", request).ofOne(scale), wanted)
                : tree(200, scale, request);
    }

    ApiResponse list(ResourceType type, ObjectList list, ApiRequest request) {
        Representation wanted = wanted(type, request);
        if (wanted.isPlain()) {
            return spliced(type, list);
        }
        if (wanted.format() == Format.PROTOBUF) {
            return protobuf(type, list, wanted.shape());
        }
        LongList made = form(type, list, wanted.shape(), request);
        if (wanted.format() != Format.JSON || wanted.pretty()) {
            return Answer.of(200, StoredObject.decode(made.whole().join()), wanted);
        }
        ResponseBody body = list.items().size() > LongList.SHORT ? new ResponseBody.Finite(made) : made.whole();
        return new ApiResponse(200, Headers.of("content-type", MediaTypes.JSON), body);
    }

    private static ApiResponse protobuf(ResourceType type, ObjectList list, Shape shape) {
        ProtobufCodec codec = ProtobufCodec.kubernetes();
        byte[] bytes = shape == Shape.METADATA
                ? codec.encodeList(
                        PartialMetadata.API_VERSION,
                        PartialMetadata.KIND,
                        metadata(list),
                        list.items(),
                        item -> PartialMetadata.of(item.bytes()))
                : codec.encodeList(
                        type.apiVersion(),
                        type.kind(),
                        metadata(list),
                        list.items(),
                        item -> StoredObject.decode(item.bytes()));
        return ApiResponse.of(200, ProtobufCodec.MEDIA_TYPE, bytes);
    }

    /** The objects' bytes one behind the other: nothing is decoded, nothing is copied. */
    private static ApiResponse spliced(ResourceType type, ObjectList list) {
        String head = "{\"kind\":\"" + type.listKind() + "\",\"apiVersion\":\"" + type.apiVersion() + "\",\"metadata\":"
                + metadata(list) + ",\"items\":[";
        List<byte[]> pieces = new ArrayList<>(2 * list.items().size() + 2);
        pieces.add(head.getBytes(StandardCharsets.UTF_8));
        for (CachedObject item : list.items()) {
            if (pieces.size() > 1) {
                pieces.add(COMMA);
            }
            pieces.add(item.bytes());
        }
        pieces.add(END_OF_LIST);
        return json(200, pieces);
    }

    private LongList form(ResourceType type, ObjectList list, Shape shape, ApiRequest request) {
        if (shape == Shape.TABLE) {
            Tables tables = tables(type, request);
            return new LongList(tables.empty(metadata(list)), list.items(), tables::write);
        }
        boolean whole = shape == Shape.OBJECT;
        ObjectNode frame = Json.object()
                .put("kind", whole ? type.listKind() : PartialMetadata.KIND + "List")
                .put("apiVersion", whole ? type.apiVersion() : PartialMetadata.API_VERSION);
        frame.set("metadata", metadata(list));
        frame.putArray("items");
        return new LongList(
                frame,
                list.items(),
                whole
                        ? (item, out) -> out.put(item.bytes())
                        : (item, out) -> PartialMetadata.write(item.bytes(), MetadataRange.in(item.bytes()), out));
    }

    private static ObjectNode metadata(ObjectList list) {
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(list.revision()));
        if (!list.token().isEmpty()) {
            metadata.put("continue", list.token());
        }
        if (list.remaining() > 0) {
            metadata.put("remainingItemCount", list.remaining());
        }
        return metadata;
    }

    /** The form of a watch's events. */
    EventForm events(ResourceType type, ApiRequest request) {
        Representation wanted = wanted(type, request);
        if (wanted.format() == Format.PROTOBUF) {
            return new ProtobufEvents(wanted.shape() == Shape.OBJECT, type.apiVersion(), type.kind());
        }
        return switch (wanted.shape()) {
            case OBJECT -> WatchForms.Plain.of(type);
            case TABLE -> new WatchForms.Rows(tables(type, request), true);
            case METADATA -> new WatchForms.Metadata();
        };
    }

    private Tables tables(ResourceType type, ApiRequest request) {
        return tables(new ApiGroupVersion(type.group(), type.version()), type.kind(), request);
    }

    private Tables tables(ApiGroupVersion api, String kind, ApiRequest request) {
        return new Tables(
                printers.of(api, kind), Tables.Include.parse(request.query().first("includeObject")), environment);
    }

    private static ApiResponse json(int status, List<byte[]> pieces) {
        return new ApiResponse(status, Headers.of("content-type", MediaTypes.JSON), new ResponseBody.Bytes(pieces));
    }
}
