package io.jubernetes.controllers.clusterrole;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.util.List;

/** Writes the rules of cluster roles that are made of others. */
public final class ClusterRoleAggregation implements Reconciler {

    private final Informer<ClusterRole> roles;
    private final ResourceClient<ClusterRole> client;

    private ClusterRoleAggregation(ControllerContext context, Informer<ClusterRole> roles) {
        this.roles = roles;
        this.client = context.client().resources(ClusterRole.class);
    }

    public static Part create(ControllerContext context) {
        Informer<ClusterRole> roles = context.informers().informerFor(ClusterRole.class);
        Controller controller =
                context.controller("clusterrole-aggregation", new ClusterRoleAggregation(context, roles));
        // any role may be, or may have been, a part of any that is made of others
        roles.addHandler(ChangeHandler.of(_ ->
                roles.list().stream().filter(ClusterRoleAggregation::isMade).forEach(controller::enqueue)));
        return Part.of(controller);
    }

    private static boolean isMade(ClusterRole role) {
        return role.getAggregationRule() != null;
    }

    @Override
    public Result reconcile(Key key) {
        ClusterRole role = roles.get(null, key.name());
        if (role == null || !isMade(role)) {
            return Result.done();
        }
        List<PolicyRule> rules = AggregatedRules.of(role, roles.list());
        if (!rules.equals(role.getRules())) {
            client.update(new ClusterRoleBuilder(role).withRules(rules).build());
        }
        return Result.done();
    }
}
