package io.jubernetes.jube.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The kubeconfig files of a control plane, named as kubeadm names them. */
public final class Kubeconfigs {

    /** The components that can run as processes of their own. */
    private static final List<String> COMPONENTS = List.of("kube-controller-manager", "kube-scheduler", "kube-proxy");

    private Kubeconfigs() {}

    /** Writes the file of who may do everything. */
    public static void writeAdmin(Path file, ControlPlane plane) throws IOException {
        ClusterPki pki = plane.pki();
        KubeconfigFile.Cluster cluster = new KubeconfigFile.Cluster(plane.url(), pki.caPem());
        KubeconfigFile.write(file, cluster, ClusterPki.ADMIN.name(), pki.admin(), plane.localSocket());
    }

    /** Writes a file for each component, and one for a node on this machine. */
    public static void writeComponents(DataDirectory data, ControlPlane plane, String node) throws IOException {
        ClusterPki pki = plane.pki();
        KubeconfigFile.Cluster cluster = new KubeconfigFile.Cluster(plane.url(), pki.caPem());
        for (String component : COMPONENTS) {
            Path file = data.kubeconfig(component.substring("kube-".length()));
            KubeconfigFile.write(file, cluster, "system:" + component, pki.component(component), null);
        }
        KubeconfigFile.write(data.kubeconfig("kubelet"), cluster, "system:node:" + node, pki.nodeClient(node), null);
    }
}
