package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;
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
    private final ObjectNode accepted;
    private Condition outcome = new Condition(Conditions.NAMES_ACCEPTED, true, "NoConflicts", "no conflicts found");

    private NameClaims(Definition definition, List<Definition> all) {
        this.accepted = definition.acceptedNames() instanceof ObjectNode names ? names.deepCopy() : Json.object();
        for (Definition other : all) {
            if (other.group().equals(definition.group()) && !other.name().equals(definition.name())) {
                claim(other.acceptedNames());
            }
        }
    }

    private void claim(JsonNode names) {
        resources.add(Trees.text(names, "plural"));
        resources.add(Trees.text(names, "singular"));
        names.path("shortNames").forEach(name -> resources.add(name.asText()));
        kinds.add(Trees.text(names, "kind"));
        kinds.add(Trees.text(names, "listKind"));
    }

    /** Writes into {@code next} which names the definition has, and whether that is all it wants. */
    static void settle(ObjectNode next, Definition definition, List<Definition> all, Instant now) {
        new NameClaims(definition, all).settle(next, definition.spec().path("names"), now);
    }

    private void settle(ObjectNode next, JsonNode wanted, Instant now) {
        take("plural", "PluralConflict", wanted, resources);
        take("singular", "SingularConflict", wanted, resources);
        shortNames(wanted);
        take("kind", "KindConflict", wanted, kinds);
        take("listKind", "ListKindConflict", wanted, kinds);
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

    private void take(String field, String conflict, JsonNode wanted, Set<String> taken) {
        String name = Trees.text(wanted, field);
        if (!name.equals(Trees.text(accepted, field)) && taken.contains(name)) {
            refuse(conflict, inUse(name));
        } else {
            accepted.put(field, name);
        }
    }

    private void shortNames(JsonNode wanted) {
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
