package io.jubernetes.apiserver.bootstrap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.bootstrap.Bootstrap.Wanted;
import java.util.ArrayList;
import java.util.List;

/** The priority levels and flow schemas that every cluster has, read from {@code /bootstrap/flowcontrol.txt}, where their form is told. */
final class FlowControlDefaults {

    private static final String GROUP = "flowcontrol.apiserver.k8s.io";
    private static final String AUTOUPDATE = "apf.kubernetes.io/autoupdate-spec";
    private static final int QUEUE_LENGTH = 50;

    private final String now;
    private final List<Wanted> wanted = new ArrayList<>();

    private FlowControlDefaults(String now) {
        this.now = now;
    }

    /** @param now the time, as it is written down */
    static List<Wanted> read(String now) {
        FlowControlDefaults defaults = new FlowControlDefaults(now);
        DefaultRoles.lines("/bootstrap/flowcontrol.txt").forEach(defaults::line);
        return defaults.wanted;
    }

    private void line(String line) {
        String[] words = line.strip().split("\\s+");
        if (line.startsWith(" ")) {
            ObjectNode last = wanted.getLast().object();
            rule(words, (ObjectNode) last.path("spec").path("rules").path(0));
        } else if (words[0].equals("level")) {
            level(words);
        } else {
            schema(words);
        }
    }

    private void level(String[] words) {
        ObjectNode object = add("PriorityLevelConfiguration", "prioritylevelconfigurations", words[1]);
        ObjectNode spec = object.putObject("spec");
        object.putObject("status");
        if (words.length == 2) {
            spec.put("type", "Exempt").putObject("exempt").put("nominalConcurrencyShares", 0);
            spec.withObject("/exempt").put("lendablePercent", 0);
            return;
        }
        ObjectNode limited = spec.put("type", "Limited").putObject("limited");
        limited.put("nominalConcurrencyShares", Integer.parseInt(words[2]));
        ObjectNode response = limited.putObject("limitResponse").put("type", words.length > 4 ? "Queue" : "Reject");
        if (words.length > 4) {
            response.putObject("queuing")
                    .put("queues", Integer.parseInt(words[4]))
                    .put("handSize", Integer.parseInt(words[5]))
                    .put("queueLengthLimit", QUEUE_LENGTH);
        }
        limited.put("lendablePercent", Integer.parseInt(words[3]));
    }

    private void schema(String[] words) {
        ObjectNode object = add("FlowSchema", "flowschemas", words[1]);
        ObjectNode spec = object.putObject("spec");
        spec.putObject("priorityLevelConfiguration").put("name", words[2]);
        spec.put("matchingPrecedence", Integer.parseInt(words[3]));
        if (!words[4].equals("-")) {
            spec.putObject("distinguisherMethod").put("type", words[4]);
        }
        ArrayNode subjects = spec.putArray("rules").addObject().putArray("subjects");
        for (String subject : List.of(words).subList(5, words.length)) {
            subject(subject, subjects.addObject());
        }
        object.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Dangling")
                .put("status", "False")
                .put("lastTransitionTime", now)
                .put("reason", "Found")
                .put(
                        "message",
                        "This FlowSchema references the PriorityLevelConfiguration object named \"" + words[2]
                                + "\" and it exists");
    }

    private static void subject(String text, ObjectNode subject) {
        String name = text.substring(text.indexOf(':') + 1);
        switch (text.substring(0, text.indexOf(':'))) {
            case "user" -> subject.put("kind", "User").putObject("user").put("name", name);
            case "group" -> subject.put("kind", "Group").putObject("group").put("name", name);
            default ->
                subject.put("kind", "ServiceAccount")
                        .putObject("serviceAccount")
                        .put("namespace", name.substring(0, name.indexOf('/')))
                        .put("name", name.substring(name.indexOf('/') + 1));
        }
    }

    private static void rule(String[] words, ObjectNode rules) {
        if (words.length == 1) {
            resources(rules, new String[] {"*", "*", "*", "cluster"});
            paths(rules, words[0], "*");
        } else if (words.length == 2) {
            paths(rules, words[0], words[1]);
        } else {
            resources(rules, words);
        }
    }

    private static void resources(ObjectNode rules, String[] words) {
        ObjectNode rule = rules.withArray("/resourceRules").addObject();
        list(rule, "verbs", words[0]);
        list(rule, "apiGroups", words[1].equals("core") ? "" : words[1]);
        list(rule, "resources", words[2]);
        if (words.length > 3) {
            rule.put("clusterScope", true);
        }
        list(rule, "namespaces", "*");
    }

    private static void paths(ObjectNode rules, String verbs, String paths) {
        ObjectNode rule = rules.withArray("/nonResourceRules").addObject();
        list(rule, "verbs", verbs);
        list(rule, "nonResourceURLs", paths);
    }

    private static void list(ObjectNode owner, String field, String words) {
        ArrayNode list = owner.putArray(field);
        for (String word : words.split(",", -1)) {
            list.add(word);
        }
    }

    private ObjectNode add(String kind, String resource, String name) {
        ObjectNode object = Json.object().put("apiVersion", GROUP + "/v1").put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name).put("generation", 1);
        metadata.putObject("annotations").put(AUTOUPDATE, "true");
        wanted.add(new Wanted(GROUP, resource, object, List.of()));
        return object;
    }
}
