package io.jubernetes.apimachinery.fieldmanagement;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The fields that an applier would change, though others own them. */
final class Conflicts {

    private final TreeMap<Owner, FieldSet> byOwner = new TreeMap<>(Owner.ORDER);

    void add(Owner owner, FieldSet fields) {
        if (!fields.isEmpty()) {
            byOwner.put(owner, fields);
        }
    }

    boolean isEmpty() {
        return byOwner.isEmpty();
    }

    /** The conflicts that are about other fields than these. */
    Conflicts without(FieldSet allowed) {
        Conflicts left = new Conflicts();
        byOwner.forEach((owner, fields) -> left.add(owner, fields.difference(allowed)));
        return left;
    }

    /** These conflicts, with those who use a version said to use another one. */
    Conflicts renamed(String from, String to) {
        Conflicts renamed = new Conflicts();
        byOwner.forEach((owner, fields) -> {
            String apiVersion = owner.apiVersion().equals(from) ? to : owner.apiVersion();
            renamed.add(new Owner(owner.manager(), owner.operation(), apiVersion, owner.subresource()), fields);
        });
        return renamed;
    }

    ApiException refusal() {
        List<StatusCause> causes = new ArrayList<>();
        byOwner.forEach((owner, fields) -> fields.paths()
                .forEach(path -> causes.add(new StatusCause("FieldManagerConflict", "conflict with " + owner, path))));
        return new ApiException(
                StatusReason.Conflict,
                StatusReason.Conflict.code(),
                message(causes),
                new ApiException.Details("", "", "", null, causes, 0));
    }

    private String message(List<StatusCause> causes) {
        if (causes.size() == 1) {
            return "Apply failed with 1 conflict: " + causes.getFirst().message() + ": "
                    + causes.getFirst().field();
        }
        List<String> lines = new ArrayList<>();
        byOwner.forEach((owner, fields) -> {
            lines.add("conflicts with " + owner + ":");
            fields.paths().forEach(path -> lines.add("- " + path));
        });
        return "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
    }
}
