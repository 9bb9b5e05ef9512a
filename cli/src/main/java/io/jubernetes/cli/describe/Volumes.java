package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;

/** The volumes of a pod. */
final class Volumes {

    private Volumes() {}

    static void describe(JsonNode volumes, int level, Writer out) {
        if (volumes.isEmpty()) {
            out.field(level, "Volumes", "<none>");
            return;
        }
        out.line(level, "Volumes:");
        String lead = level == 0 ? "  " : " ";
        for (JsonNode volume : volumes) {
            out.line(level, lead + volume.path("name").asText() + ":");
            volume(volume, 2, out);
        }
    }

    private static void volume(JsonNode volume, int at, Writer out) {
        if (volume.has("emptyDir")) {
            JsonNode empty = volume.path("emptyDir");
            out.field(at, "Type", "EmptyDir (a temporary directory that shares a pod's lifetime)");
            out.field(at, "Medium", empty.path("medium").asText(""));
            out.field(at, "SizeLimit", empty.path("sizeLimit").asText("<unset>"));
        } else if (volume.has("hostPath")) {
            out.field(at, "Type", "HostPath (bare host directory volume)");
            out.field(at, "Path", volume.path("hostPath").path("path").asText());
            out.field(at, "HostPathType", volume.path("hostPath").path("type").asText(""));
        } else if (volume.has("configMap")) {
            out.field(at, "Type", "ConfigMap (a volume populated by a ConfigMap)");
            out.field(at, "Name", volume.path("configMap").path("name").asText());
            optional(volume.path("configMap"), at, out);
        } else if (volume.has("secret")) {
            out.field(at, "Type", "Secret (a volume populated by a Secret)");
            out.field(at, "SecretName", volume.path("secret").path("secretName").asText());
            optional(volume.path("secret"), at, out);
        } else if (volume.has("persistentVolumeClaim")) {
            JsonNode claim = volume.path("persistentVolumeClaim");
            out.field(
                    at, "Type", "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)");
            out.field(at, "ClaimName", claim.path("claimName").asText());
            out.field(at, "ReadOnly", claim.path("readOnly").asBoolean() ? "true" : "false");
        } else if (volume.has("projected")) {
            out.field(at, "Type", "Projected (a volume that contains injected data from multiple sources)");
            volume.path("projected").path("sources").forEach(source -> projected(source, at, out));
        } else if (volume.has("downwardAPI")) {
            out.field(at, "Type", "DownwardAPI (a volume populated by information about the pod)");
            items(volume.path("downwardAPI").path("items"), at, out);
        } else {
            volume.fieldNames().forEachRemaining(name -> {
                if (!name.equals("name")) {
                    out.field(at, "Type", GenericDescriber.label(name));
                }
            });
        }
    }

    private static void projected(JsonNode source, int at, Writer out) {
        if (source.has("serviceAccountToken")) {
            out.field(
                    at,
                    "TokenExpirationSeconds",
                    source.path("serviceAccountToken").path("expirationSeconds").asText());
        } else if (source.has("configMap")) {
            out.field(at, "ConfigMapName", source.path("configMap").path("name").asText());
            optional(source.path("configMap"), at, out);
        } else if (source.has("secret")) {
            out.field(at, "SecretName", source.path("secret").path("name").asText());
            optional(source.path("secret"), at, out);
        } else if (source.has("downwardAPI")) {
            out.field(at, "DownwardAPI", "true");
        }
    }

    private static void items(JsonNode items, int at, Writer out) {
        out.line(at, "Items:");
        for (JsonNode item : items) {
            String what = item.has("fieldRef")
                    ? item.path("fieldRef").path("fieldPath").asText()
                    : item.path("resourceFieldRef").path("resource").asText();
            out.line(at + 1, what + " -> " + item.path("path").asText());
        }
    }

    private static void optional(JsonNode source, int at, Writer out) {
        out.field(at, "Optional", Boolean.toString(source.path("optional").asBoolean(false)));
    }
}
