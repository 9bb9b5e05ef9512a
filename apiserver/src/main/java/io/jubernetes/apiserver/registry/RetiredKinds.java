package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.Shapes;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.DeclaredRules;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.RetiredVersion;
import io.jubernetes.apimachinery.schema.RetiredVersions;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apiserver.conversion.RetiredConversion;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.strategy.Strategies;
import io.jubernetes.apiserver.table.Cells;
import io.jubernetes.apiserver.table.TableConvertor;
import io.jubernetes.apiserver.table.TableConvertor.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The retired versions that are served: each lies where its successor does. */
final class RetiredKinds {

    private final List<RetiredVersion> versions;
    private final Map<String, RetiredVersion> byKind = new LinkedHashMap<>();

    RetiredKinds(List<RetiredVersion> versions) {
        this.versions = versions;
        versions.forEach(version ->
                byKind.put(version.type().apiVersion() + " " + version.type().kind(), version));
    }

    /** What is served with them. */
    Catalogue catalogue() {
        return versions.isEmpty()
                ? Catalogue.kubernetes()
                : RetiredVersions.kubernetes().catalogue(versions);
    }

    /** @param sink takes each with its successor */
    void forEach(BiConsumer<Kind, ResourceType> sink) {
        if (versions.isEmpty()) {
            return;
        }
        Schema schema = RetiredVersions.kubernetes().schema();
        Shapes shapes = new Shapes(schema);
        versions.forEach(version -> sink.accept(kind(version, schema, shapes), version.successor()));
    }

    private static Kind kind(RetiredVersion version, Schema schema, Shapes shapes) {
        ResourceType successor = version.successor();
        RetiredRules rules = new RetiredRules(
                new DeclaredRules(schema, version.type()),
                new DeclaredRules(schema, successor),
                version.differences().contains(RetiredConversion.TEMPLATE_LABELS));
        ScalePaths scale = ScalePaths.USUAL.deprecated(version.scaleWarning());
        Content content = new Content(schema, shapes, rules, scale, successor.schemaType(), version.warning());
        PeerVersions versions = new PeerVersions(new RetiredConversion(version), version.selectorIsFree());
        return new Kind(version.type(), Strategies.of(successor), content, versions);
    }

    /** Tables of theirs are those of their successors. */
    TableConvertor tables(TableConvertor others) {
        return versions.isEmpty()
                ? others
                : (api, kind) -> {
                    RetiredVersion version = find(api, kind);
                    return version == null
                            ? others.of(api, kind)
                            : new RetiredColumns(version, others.of(successor(version), kind));
                };
    }

    private @Nullable RetiredVersion find(ApiGroupVersion api, String kind) {
        return byKind.get(api.group() + "/" + api.version() + " " + kind);
    }

    private static ApiGroupVersion successor(RetiredVersion version) {
        return new ApiGroupVersion(
                version.successor().group(), version.successor().version());
    }

    private record RetiredColumns(RetiredVersion version, Columns successors) implements Columns {

        @Override
        public ArrayNode definitions() {
            return successors.definitions();
        }

        @Override
        public Cells cells(ObjectNode object) {
            return successors.cells(new RetiredConversion(version).judged(object));
        }
    }
}
