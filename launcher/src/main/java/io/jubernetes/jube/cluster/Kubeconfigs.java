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
        KubeconfigFile.write(file, plane.url(), pki.caPem(), "kubernetes-admin", pki.admin());
    }

    /** Writes a file for each component, and one for a node on this machine. */
    public static void writeComponents(DataDirectory data, ControlPlane plane, String node) throws IOException {
        ClusterPki pki = plane.pki();
        for (String component : COMPONENTS) {
            Path file = data.kubeconfig(component.substring("kube-".length()));
            KubeconfigFile.write(file, plane.url(), pki.caPem(), "system:" + component, pki.component(component));
        }
        KubeconfigFile.write(
                data.kubeconfig("kubelet"), plane.url(), pki.caPem(), "system:node:" + node, pki.nodeClient(node));
    }
}
