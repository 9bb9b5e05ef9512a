package io.jubernetes.cli.describe;

import io.jubernetes.cli.output.Tabbed;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.session.Session;

/** Finds the describer of a kind. */
public final class Describers {

    private Describers() {}

    /** The description of an object, laid out, with its line ends. */
    public static String describe(Session session, Located located, boolean events) {
        Context context = new Context(session, located);
        Writer out = new Writer();
        describer(located).describe(context, out);
        if (events && hasEvents(located)) {
            EventTable.describe(context, out);
        }
        return Tabbed.align(out.text());
    }

    private static boolean hasEvents(Located located) {
        return switch (located.resource().kind()) {
            case "Namespace", "Secret", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding" -> false;
            default -> true;
        };
    }

    private static Describer describer(Located located) {
        boolean core = located.resource().group().isEmpty();
        boolean apps = located.resource().group().equals("apps");
        return switch (located.resource().kind()) {
            case "Pod" -> core ? new PodDescriber() : new GenericDescriber();
            case "Service" -> core ? new ServiceDescriber() : new GenericDescriber();
            case "Node" -> core ? new NodeDescriber() : new GenericDescriber();
            case "Namespace" -> core ? new NamespaceDescriber() : new GenericDescriber();
            case "ConfigMap" -> core ? new ConfigMapDescriber() : new GenericDescriber();
            case "Secret" -> core ? new SecretDescriber() : new GenericDescriber();
            case "Deployment" -> apps ? new DeploymentDescriber() : new GenericDescriber();
            case "ReplicaSet" -> apps ? new ReplicaSetDescriber() : new GenericDescriber();
            default -> new GenericDescriber();
        };
    }
}
