package io.jubernetes.client.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Yaml;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Kubeconfig files on disk: YAML, of which JSON is a part. */
final class KubeconfigFile {

    /** Made when first asked for: most only read, and that goes faster without. */
    private static final class Writer {
        private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build());
    }

    private KubeconfigFile() {}

    static Kubeconfig read(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        List<DecodedObject> documents;
        try {
            documents = Yaml.decodeAll(Files.readAllBytes(absolute));
        } catch (ApiException e) {
            throw new ConfigException("error loading config file \"" + file + "\": " + e.getMessage(), e);
        }
        ObjectNode tree = documents.isEmpty()
                ? Kubeconfig.empty().toTree()
                : documents.getFirst().object();
        return Kubeconfig.of(tree, directoryOf(absolute));
    }

    static void write(Path file, ObjectNode tree) throws IOException {
        Path target = realPath(file.toAbsolutePath());
        Files.createDirectories(directoryOf(target));
        Path fresh = Files.createTempFile(directoryOf(target), ".kubeconfig", "", ownerOnly());
        try {
            Files.write(fresh, Writer.YAML.writeValueAsBytes(tree));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** A link stays a link: the file behind it is replaced. */
    private static Path realPath(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException e) {
            return file;
        }
    }

    private static Path directoryOf(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
