package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.aggregation.FrontProxy;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The certificates of a cluster, in {@code pki/} under kubeadm's file names: created on the first start, renewed when they near
 * their end.
 *
 * @see <a href="https://kubernetes.io/docs/setup/best-practices/certificates/">PKI certificates and requirements</a>
 */
public final class ClusterPki {

    /** May do everything. */
    public static final UserInfo ADMIN = new UserInfo("kubernetes-admin", "system:masters");

    private static final Duration CENTURY = Duration.ofDays(36_500);

    private final Path directory;
    private final CertificateAuthority authority;
    private final Environment environment;

    private ClusterPki(Path directory, CertificateAuthority authority, Environment environment) {
        this.directory = directory;
        this.authority = authority;
        this.environment = environment;
    }

    /** Loads the cluster's authority, or creates it. */
    public static ClusterPki open(DataDirectory data, Environment environment) throws IOException {
        Path directory = data.pki();
        CertificateAuthority authority = CertificateAuthority.loadOrCreate(
                directory.resolve("ca.crt"), directory.resolve("ca.key"), "kubernetes", environment);
        return new ClusterPki(directory, authority, environment);
    }

    /** Signs what others ask for. */
    public AuthoritySigner signer() {
        return new AuthoritySigner(authority);
    }

    public String caPem() {
        return authority.certificatePem();
    }

    /**
     * The API server's own identity, good for every name and address that clients may use for it.
     *
     * @param serviceAddress the address of Service default/kubernetes
     */
    public Credential apiServer(InetAddress bindAddress, String serviceAddress) throws IOException {
        List<String> names = List.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local",
                hostName());
        TreeSet<String> addresses = new TreeSet<>(List.of("127.0.0.1", "::1", serviceAddress));
        addresses.addAll(bindAddress.isAnyLocalAddress() ? localAddresses() : List.of(bindAddress.getHostAddress()));
        return credential("apiserver", CertificateRequest.server("kube-apiserver", names, List.copyOf(addresses)));
    }

    /** Whom node agents see when the API server calls them. */
    public Credential apiServerKubeletClient() throws IOException {
        return credential(
                "apiserver-kubelet-client",
                CertificateRequest.client("kube-apiserver-kubelet-client", "system:masters"));
    }

    /** Whom other API servers see when this one passes requests on: an authority of its own says so, as it speaks for all users. */
    public FrontProxy frontProxy() throws IOException {
        CertificateAuthority own = CertificateAuthority.loadOrCreate(
                directory.resolve("front-proxy-ca.crt"),
                directory.resolve("front-proxy-ca.key"),
                "front-proxy-ca",
                environment);
        Credential client = own.loadOrIssue(
                directory.resolve("front-proxy-client.crt"),
                directory.resolve("front-proxy-client.key"),
                CertificateRequest.client("front-proxy-client"));
        return new FrontProxy(client, own.certificatePem());
    }

    /** The certificate of {@link #ADMIN}. */
    public Credential admin() throws IOException {
        return credential(
                "admin", CertificateRequest.client(ADMIN.name(), ADMIN.groups().toArray(String[]::new)));
    }

    /** A control-plane component, {@code system:kube-scheduler} for instance. */
    public Credential component(String name) throws IOException {
        return credential(name, CertificateRequest.client("system:" + name));
    }

    /** A node's identity towards the API server. */
    public Credential nodeClient(String node) throws IOException {
        return credential("node-" + node, CertificateRequest.client("system:node:" + node, "system:nodes"));
    }

    /** A node's identity towards those who call its agent. */
    public Credential nodeServer(String node, List<String> addresses) throws IOException {
        CertificateRequest request = CertificateRequest.server("system:node:" + node, List.of(node), addresses);
        return credential("node-" + node + "-server", request);
    }

    /** What service account tokens are signed with. It lives as long as the cluster: a new key would end all tokens. */
    public KeyPair serviceAccountKeys() throws IOException {
        CertificateRequest request = new CertificateRequest(
                "service-accounts", List.of(), List.of(), List.of(), List.of(CertificateRequest.Usage.CLIENT), CENTURY);
        Credential credential = credential("sa", request);
        return new KeyPair(credential.leaf().getPublicKey(), credential.privateKey());
    }

    private Credential credential(String file, CertificateRequest request) throws IOException {
        Path certificate = directory.resolve(file + ".crt");
        return authority.loadOrIssue(certificate, directory.resolve(file + ".key"), request);
    }

    /** This machine's name, in lower case as object names must be. */
    public static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(java.util.Locale.ROOT);
        } catch (IOException e) {
            return "localhost"; // a machine that does not know its own name still runs a cluster
        }
    }

    private static List<String> localAddresses() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                if (!address.isLinkLocalAddress()) {
                    addresses.add(address.getHostAddress());
                }
            }
        }
        return addresses;
    }
}
