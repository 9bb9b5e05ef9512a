package io.jubernetes.jube.cluster;

import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.transport.pki.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes kubeconfig files that hold all they need: the CA and a client's certificate and key. */
final class KubeconfigFile {

    /** How to reach a server, and how to know it. */
    record Cluster(String url, String caPem) {}

    private KubeconfigFile() {}

    /**
     * Replaces the file at once, readable by its owner only: it holds a key.
     *
     * @param user the name of user and context
     * @param localSocket where the server knows this user without TLS; null for nowhere
     */
    static void write(Path file, Cluster cluster, String user, Credential credential, @Nullable Path localSocket)
            throws IOException {
        String text = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: jubernetes
              cluster:
                server: %s
                certificate-authority-data: %s
            users:
            - name: %s
              user:
                client-certificate-data: %s
                client-key-data: %s
            %scontexts:
            - name: %s@jubernetes
              context:
                cluster: jubernetes
                user: %s
            current-context: %s@jubernetes
            """.formatted(
                        cluster.url(),
                        base64(cluster.caPem()),
                        user,
                        base64(credential.certificateChainPem()),
                        base64(credential.keyPem()),
                        localSocket == null ? "" : extension(localSocket),
                        user,
                        user,
                        user);
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        createPrivate(fresh);
        Files.writeString(fresh, text);
        Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Other clients do not look at extensions. A string of JSON is one of YAML, too. */
    private static String extension(Path localSocket) {
        return """
                extensions:
                - name: jubernetes.io/local-socket
                  extension:
                    path: %s
            """.formatted(TextNode.valueOf(localSocket.toString()));
    }

    private static void createPrivate(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
