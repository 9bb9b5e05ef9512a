package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.List;

/**
 * What the agent of a node may do: what its pods need, and nothing that is of other nodes. Which objects it may write is told by
 * the request as far as it is told here; the rest is the matter of admission ({@code NodeRestriction}).
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/node/">Using Node Authorization</a>
 */
final class NodeAuthorizer implements Authorizer {

    private static final String LEASES = "kube-node-lease";
    private static final String CORE_GROUP = "";

    private final List<PolicyRule> rules;
    private final NodeRelations relations;

    /** @param rules what all nodes may do with what is not divided among them, as roles write it */
    NodeAuthorizer(List<JsonNode> rules, ObjectReader objects) {
        this.rules = rules.stream().map(PolicyRule::of).toList();
        this.relations = new NodeRelations(objects);
    }

    @Override
    public Decision authorize(UserInfo user, RequestInfo what) {
        String node = NodeIdentity.nodeOf(user);
        if (node == null) {
            return no("");
        }
        if (node.isEmpty()) {
            return no("unknown node for user \"" + user.name() + "\"");
        }
        Target target = what.target();
        if (target == null) {
            return byRules(what);
        }
        Question question = new Question(node, what, target);
        return switch (target.group().equals(CORE_GROUP)
                ? target.resource()
                : target.resource() + "." + target.group()) {
            case "secrets", "configmaps" -> read(question);
            case "persistentvolumeclaims" ->
                target.subresource().equals("status") ? changeStatus(question) : get(question);
            case "persistentvolumes", "resourceclaims.resource.k8s.io", "volumeattachments.storage.k8s.io" ->
                get(question);
            case "serviceaccounts" -> token(question);
            case "leases.coordination.k8s.io" -> lease(question);
            case "csinodes.storage.k8s.io" -> csiNode(question);
            case "resourceslices.resource.k8s.io" -> slice(question);
            case "nodes" -> node(question);
            case "pods" -> pod(question);
            default -> byRules(what);
        };
    }

    private record Question(String node, RequestInfo what, Target target) {

        String verb() {
            return what.verb();
        }

        String name() {
            return target.name();
        }

        String subresource() {
            return target.subresource();
        }
    }

    private static Decision yes() {
        return new Decision.Allowed();
    }

    private static Decision no(String why) {
        return new Decision.NoOpinion(why);
    }

    private Decision byRules(RequestInfo what) {
        return rules.stream().anyMatch(rule -> rule.allows(what)) ? yes() : no("");
    }

    private Decision related(Question asked) {
        if (asked.name().isEmpty()) {
            return no("No Object name found");
        }
        return relations.exist(asked.node(), asked.target())
                ? yes()
                : no("no relationship found between node '" + asked.node() + "' and this object");
    }

    private Decision read(Question asked) {
        return switch (asked.verb()) {
            case "get", "list", "watch" -> {
                if (!asked.subresource().isEmpty()) {
                    yield no("cannot read subresource");
                }
                yield asked.target().namespace().isEmpty()
                        ? no("can only read namespaced object of this type")
                        : related(asked);
            }
            default -> no("can only read resources of this type");
        };
    }

    private Decision get(Question asked) {
        if (!asked.verb().equals("get")) {
            return no("can only get individual resources of this type");
        }
        return asked.subresource().isEmpty() ? related(asked) : no("cannot get subresource");
    }

    private Decision changeStatus(Question asked) {
        return switch (asked.verb()) {
            case "update", "patch" -> related(asked);
            default -> no("can only get/update/patch this type");
        };
    }

    private Decision token(Question asked) {
        if (!asked.verb().equals("create") || asked.name().isEmpty()) {
            return no("can only create tokens for individual service accounts");
        }
        return asked.subresource().equals("token")
                ? related(asked)
                : no("can only create token subresource of serviceaccount");
    }

    private static Decision lease(Question asked) {
        if (!writesOne(asked.verb())) {
            return no("can only get, create, update, patch, or delete a node lease");
        }
        if (!asked.target().namespace().equals(LEASES)) {
            return no("can only access leases in the \"" + LEASES + "\" system namespace");
        }
        return isOwn(asked) ? yes() : no("can only access node lease with the same name as the requesting node");
    }

    private static Decision csiNode(Question asked) {
        if (!writesOne(asked.verb())) {
            return no("can only get, create, update, patch, or delete a CSINode");
        }
        if (!asked.subresource().isEmpty()) {
            return no("cannot authorize CSINode subresources");
        }
        return isOwn(asked) ? yes() : no("can only access CSINode with the same name as the requesting node");
    }

    private static boolean writesOne(String verb) {
        return List.of("get", "create", "update", "patch", "delete").contains(verb);
    }

    /** What is created has no name yet. */
    private static boolean isOwn(Question asked) {
        return asked.verb().equals("create") || asked.name().equals(asked.node());
    }

    private Decision slice(Question asked) {
        if (!asked.subresource().isEmpty()) {
            return no("cannot authorize ResourceSlice subresources");
        }
        return switch (asked.verb()) {
            case "create" -> yes();
            case "get", "update", "patch", "delete" -> related(asked);
            case "list", "watch", "deletecollection" ->
                asked.what().selects("spec.nodeName", asked.node())
                        ? yes()
                        : no("can only list/watch/deletecollection resourceslices with nodeName field selector");
            default ->
                no("only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch,"
                        + " delete, deletecollection");
        };
    }

    private static Decision node(Question asked) {
        return switch (asked.verb() + " " + asked.subresource()) {
            case "create ", "update ", "patch ", "update status", "patch status" -> yes();
            case "get ", "list ", "watch " -> {
                if (asked.name().equals(asked.node())) {
                    yield yes();
                }
                String which = asked.name().isEmpty() ? "all nodes" : "'" + asked.name() + "'";
                yield no("node '" + asked.node() + "' cannot read " + which + ", only its own Node object");
            }
            default -> no("");
        };
    }

    private Decision pod(Question asked) {
        return switch (asked.verb() + " " + asked.subresource()) {
            case "create ", "delete ", "update status", "patch status", "create eviction" -> yes();
            case "get " -> get(asked);
            case "list ", "watch " -> {
                if (asked.what().selects("spec.nodeName", asked.node())) {
                    yield yes();
                }
                yield asked.name().isEmpty()
                        ? no("can only list/watch pods with spec.nodeName field selector")
                        : related(asked);
            }
            default -> no("");
        };
    }
}
