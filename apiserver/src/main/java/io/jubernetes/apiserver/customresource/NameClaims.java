package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.definition.Conditions;
import io.jubernetes.apiserver.definition.Conditions.Condition;
import io.jubernetes.apiserver.validation.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gives each definition the names it wants, unless another one of its group has them: who comes first keeps them. */
final class NameClaims {

    private final Set<String> resources = new TreeSet<>();
    private final Set<String> kinds = new TreeSet<>();
    private final JsonNode wanted;
    private final ObjectNode accepted;
    private Condition outcome = new Condition(Conditions.NAMES_ACCEPTED, true, "NoConflicts", "no conflicts found");

    /** @param builtIn what Kubernetes itself serves: its objects lie where those of a definition with its names would */
    NameClaims(Definition definition, List<Definition> all, List<ResourceType> builtIn) {
        this.wanted = definition.spec().path("names");
        this.accepted = definition.acceptedNames() instanceof ObjectNode names ? names.deepCopy() : Json.object();
        for (Definition other : all) {
            if (other.group().equals(definition.group()) && !other.name().equals(definition.name())) {
                claim(other.acceptedNames());
            }
        }
        builtIn.stream().filter(type -> type.group().equals(definition.group())).forEach(this::claim);
    }

    private void claim(ResourceType type) {
        resources.add(type.plural());
        resources.add(type.singular());
        resources.addAll(type.shortNames());
        kinds.add(type.kind());
        kinds.add(type.listKind());
    }

    private void claim(JsonNode names) {
        resources.add(Trees.text(names, "plural"));
        resources.add(Trees.text(names, "singular"));
        names.path("shortNames").forEach(name -> resources.add(name.asText()));
        kinds.add(Trees.text(names, "kind"));
        kinds.add(Trees.text(names, "listKind"));
    }

    /** Writes into {@code next} which names the definition has, and whether that is all it wants. */
    void settle(ObjectNode next, Instant now) {
        take("plural", "PluralConflict", resources);
        take("singular", "SingularConflict", resources);
        shortNames();
        take("kind", "KindConflict", kinds);
        take("listKind", "ListKindConflict", kinds);
        Trees.copy((ObjectNode) wanted, accepted, "categories");
        ObjectNode status = Trees.object(next, "status");
        status.set("acceptedNames", accepted);
        Conditions.set(next, outcome, now);
        if (!Conditions.isTrue(next, Conditions.ESTABLISHED)) {
            Condition notYet = outcome.holds()
                    ? new Condition(Conditions.ESTABLISHED, false, "Installing", "the initial names have been accepted")
                    : new Condition(Conditions.ESTABLISHED, false, "NotAccepted", "not all names are accepted");
            Conditions.set(next, notYet, now);
        }
    }

    private void take(String field, String conflict, Set<String> taken) {
        String name = Trees.text(wanted, field);
        if (!name.equals(Trees.text(accepted, field)) && taken.contains(name)) {
            refuse(conflict, inUse(name));
        } else {
            accepted.put(field, name);
        }
    }

    private void shortNames() {
        List<String> problems = new ArrayList<>();
        List<String> own = new ArrayList<>();
        accepted.path("shortNames").forEach(name -> own.add(name.asText()));
        for (JsonNode name : wanted.path("shortNames")) {
            if (!own.contains(name.asText()) && resources.contains(name.asText())) {
                problems.add(inUse(name.asText()));
            }
        }
        if (problems.isEmpty()) {
            Trees.copy((ObjectNode) wanted, accepted, "shortNames");
        } else {
            String all = String.join(", ", problems);
            refuse("ShortNamesConflict", problems.size() == 1 ? all : "[" + all + "]");
        }
    }

    private static String inUse(String name) {
        return TextNode.valueOf(name) + " is already in use";
    }

    private void refuse(String reason, String message) {
        outcome = new Condition(Conditions.NAMES_ACCEPTED, false, reason, message);
    }
}
