package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.fieldmanagement.Shapes;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.structural.StructuralRules;
import io.jubernetes.apimachinery.structural.StructuralTypes;
import io.jubernetes.apiserver.registry.Content;
import io.jubernetes.apiserver.registry.Kind;
import io.jubernetes.apiserver.registry.Registry.Extension;
import io.jubernetes.apiserver.registry.ScalePaths;
import io.jubernetes.apiserver.schemarule.SchemaRules;
import io.jubernetes.apiserver.storage.ResourceKeys;
import io.jubernetes.apiserver.surface.ServedTypes.CustomType;
import io.jubernetes.apiserver.surface.ServedTypes.PrinterColumn;
import io.jubernetes.apiserver.validation.Trees;
import io.jubernetes.apiserver.watchcache.FieldIndex.SelectableField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what is served of a definition whose names are accepted. */
final class CustomResourceBuilding {

    private static final PrinterColumn AGE = new PrinterColumn(
            "Age",
            "date",
            "",
            "CreationTimestamp is a timestamp representing the server time when this object was created.",
            0,
            ".metadata.creationTimestamp");

    private final Definition definition;
    private final Converter converter;
    private final Map<String, VersionSchema> schemas = new LinkedHashMap<>();
    private final VersionTypes types;
    private volatile @Nullable Boolean oneSchema;

    private CustomResourceBuilding(Definition definition, Converter converter) {
        this.definition = definition;
        this.converter = converter;
        this.types = new VersionTypes(definition);
        definition.versions().forEach(version -> {
            String name = Trees.text(version, "name");
            schemas.put(name, new VersionSchema(definition.source(), name));
        });
    }

    static CustomResource of(Definition definition, Converter converter) {
        return new CustomResourceBuilding(definition, converter).build();
    }

    private CustomResource build() {
        List<Kind> kinds = new ArrayList<>();
        Map<ResourceType, CustomType> told = new LinkedHashMap<>();
        for (JsonNode version : types.served()) {
            ResourceType type = types.of(version);
            VersionSchema schema = schemaOf(version);
            kinds.add(kind(version, type, schema));
            told.put(
                    type,
                    new CustomType(
                            definition.edition(),
                            schema::complete,
                            columns(version),
                            definition.storageVersion(),
                            definition.isTerminating()));
        }
        ResourceKeys keys = ResourceKeys.of(definition.group(), definition.plural());
        return new CustomResource(definition.edition(), new Extension(keys, fields(), kinds), told);
    }

    private VersionSchema schemaOf(JsonNode version) {
        String name = Trees.text(version, "name");
        return schemas.getOrDefault(name, new VersionSchema(definition.source(), name));
    }

    private Kind kind(JsonNode version, ResourceType type, VersionSchema openApi) {
        Schema schema = StructuralTypes.schema(type.schemaType(), openApi);
        StructuralRules rules = new StructuralRules(schema, type.schemaType(), openApi, new SchemaRules(openApi));
        Content content =
                new Content(schema, new Shapes(schema), rules, scale(version), "", types.deprecation(version));
        // a schema that never changed is the one that all objects were written by
        long after = definition.generation() <= 1 ? 0 : definition.source().revision();
        CustomVersions versions = new CustomVersions(
                new CustomVersions.Names(type.apiVersion(), definition.group() + "/" + definition.storageVersion()),
                converter,
                rules,
                new CustomVersions.Fresh(after, this::haveOneSchema),
                labels(version));
        boolean hasStatus = type.subresource("status") != null;
        return new Kind(type, new CustomStrategy(hasStatus, definition.isTerminating()), content, versions);
    }

    /** Asked for each object that is read: schemas are large, and compared once. */
    private boolean haveOneSchema() {
        Boolean known = oneSchema;
        if (known == null) {
            known = schemas.size() == 1
                    || schemas.values().stream()
                                    .map(VersionSchema::get)
                                    .distinct()
                                    .count()
                            == 1;
            oneSchema = known;
        }
        return known;
    }

    private ScalePaths scale(JsonNode version) {
        JsonNode scale = version.path("subresources").path("scale");
        return new ScalePaths(
                path(scale, "specReplicasPath"),
                path(scale, "statusReplicasPath"),
                path(scale, "labelSelectorPath"),
                types.deprecation(version));
    }

    /** Without the dot in front. */
    private static String path(JsonNode owner, String field) {
        String path = owner.path(field).asText("");
        return path.startsWith(".") ? path.substring(1) : path;
    }

    /** Of all versions together: they share one index. */
    private List<SelectableField> fields() {
        Set<String> labels = new LinkedHashSet<>();
        definition.versions().forEach(version -> labels.addAll(labels(version)));
        return labels.stream()
                .map(label -> new SelectableField(label, label, ""))
                .toList();
    }

    private Set<String> labels(JsonNode version) {
        Set<String> labels = new LinkedHashSet<>();
        labels.add("metadata.name");
        if (definition.namespaced()) {
            labels.add("metadata.namespace");
        }
        version.path("selectableFields").forEach(field -> labels.add(path(field, "jsonPath")));
        return labels;
    }

    private static List<PrinterColumn> columns(JsonNode version) {
        List<PrinterColumn> columns = new ArrayList<>();
        for (JsonNode column : version.path("additionalPrinterColumns")) {
            columns.add(new PrinterColumn(
                    Trees.text(column, "name"),
                    Trees.text(column, "type"),
                    Trees.text(column, "format"),
                    Trees.text(column, "description"),
                    column.path("priority").asInt(0),
                    Trees.text(column, "jsonPath")));
        }
        return columns.isEmpty() ? List.of(AGE) : columns;
    }
}
