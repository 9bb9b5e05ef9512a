package io.jubernetes.jube.cluster;

import io.jubernetes.transport.pki.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Writes kubeconfig files that hold all they need: the CA and a client's certificate and key. */
final class KubeconfigFile {

    private KubeconfigFile() {}

    /**
     * Replaces the file at once, readable by its owner only: it holds a key.
     *
     * @param user the name of user and context
     */
    static void write(Path file, String serverUrl, String caPem, String user, Credential credential)
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
            contexts:
            - name: %s@jubernetes
              context:
                cluster: jubernetes
                user: %s
            current-context: %s@jubernetes
            """.formatted(
                        serverUrl,
                        base64(caPem),
                        user,
                        base64(credential.certificateChainPem()),
                        base64(credential.keyPem()),
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
