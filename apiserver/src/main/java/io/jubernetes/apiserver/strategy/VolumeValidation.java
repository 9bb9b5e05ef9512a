package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Volumes of a pod: each has a name of its own, and one source that says where it is. */
final class VolumeValidation {

    /** Source → the field of it that must not be empty. */
    private static final Map<String, String> NEEDED = Map.of(
            "hostPath", "path",
            "secret", "secretName",
            "configMap", "name",
            "persistentVolumeClaim", "claimName",
            "csi", "driver");

    private final Problems problems;

    VolumeValidation(Problems problems) {
        this.problems = problems;
    }

    /** The names of the volumes. */
    Set<String> validate(JsonNode volumes, String path) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            JsonNode volume = volumes.get(i);
            String at = path + "[" + i + "]";
            String name = Trees.text(volume, "name");
            if (name.isEmpty()) {
                problems.required(at + ".name");
            } else {
                problems.invalid(at + ".name", name, Names.dns1123Label(name));
                if (!names.add(name)) {
                    problems.duplicate(at + ".name", name);
                }
            }
            source(volume, at);
        }
        return names;
    }

    private void source(JsonNode volume, String path) {
        List<String> sources = volume.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !field.equals("name"))
                .toList();
        if (sources.isEmpty()) {
            problems.required(path, "must specify a volume type");
            return;
        }
        for (String extra : sources.subList(1, sources.size())) {
            problems.forbidden(path + "." + extra, "may not specify more than 1 volume type");
        }
        String source = sources.getFirst();
        String needed = NEEDED.get(source);
        if (needed != null && Trees.text(volume.path(source), needed).isEmpty()) {
            problems.required(path + "." + source + "." + needed);
        }
    }
}
