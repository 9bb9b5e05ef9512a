package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Imports and exports what {@code docker save}, {@code buildah push oci-archive:} and the like write: OCI and docker archives. */
public final class ImageArchive {

    private static final int LONGEST_NAME = 512;
    private static final String NAME = "org.opencontainers.image.ref.name";
    private static final String CONTAINERD_NAME = "io.containerd.image.name";

    private final Environment environment;
    private final ImageStore store;
    private final Path scratch;
    private final Limits limits;

    /** @param scratch a directory on the store's file system, for the archive's files while they are looked at */
    public ImageArchive(Environment environment, ImageStore store, Path scratch) {
        this(environment, store, scratch, Limits.DEFAULT);
    }

    ImageArchive(Environment environment, ImageStore store, Path scratch, Limits limits) {
        this.environment = environment;
        this.store = store;
        this.scratch = scratch;
        this.limits = limits;
    }

    /**
     * Imports all images of an archive.
     *
     * @param name of an image that has none in the archive; null to take it without name
     */
    public List<ImageRecord> read(InputStream archive, @Nullable String name) throws IOException, InterruptedException {
        Path directory = scratch.resolve("import-" + environment.newUid());
        Files.createDirectories(directory);
        try {
            Map<String, Path> files = files(archive, directory);
            if (files.containsKey("index.json")) {
                return oci(files, name);
            }
            if (files.containsKey("manifest.json")) {
                return docker(files, name);
            }
            throw new ImageException("neither an OCI archive (index.json) nor one of docker (manifest.json)");
        } finally {
            DirectoryTree.delete(directory);
        }
    }

    /** Writes an image as an archive that both OCI's tools and docker read. */
    public void write(ImageRecord image, OutputStream sink) throws IOException {
        BlobStore blobs = store.blobs();
        byte[] manifest = Files.readAllBytes(blobs.blob(image.manifest()));
        ObjectNode docker = Manifest.JSON.createObjectNode().put("Config", path(image.id()));
        ArrayNode layers = docker.putArray("Layers");
        image.layers().forEach(l -> layers.add(path(l.blob())));
        ArrayNode tags = docker.putArray("RepoTags");
        image.names().forEach(tags::add);
        try (TarWriter tar = new TarWriter(sink)) {
            tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
            tar.file("index.json", Manifest.JSON.writeValueAsBytes(index(image, manifest.length)));
            tar.file("manifest.json", Manifest.JSON.writeValueAsBytes(List.of(docker)));
            for (String digest : digests(image)) {
                Path file = blobs.blob(digest);
                try (InputStream content = Files.newInputStream(file)) {
                    tar.file(path(digest), content, Files.size(file));
                }
            }
        }
    }

    private static ObjectNode index(ImageRecord image, int size) {
        ObjectNode index = Manifest.JSON.createObjectNode().put("schemaVersion", 2);
        ArrayNode entries = index.putArray("manifests");
        for (String name : image.names().isEmpty() ? List.of("") : image.names()) {
            ObjectNode entry = entries.addObject().put("mediaType", Manifest.TYPE);
            entry.put("digest", image.manifest()).put("size", size);
            if (!name.isEmpty()) {
                entry.putObject("annotations").put(CONTAINERD_NAME, name);
            }
        }
        return index;
    }

    private static Set<String> digests(ImageRecord image) {
        Set<String> all = new LinkedHashSet<>(List.of(image.manifest(), image.id()));
        image.layers().forEach(l -> all.add(l.blob()));
        return all;
    }

    /** The archive's files under names of our own: those in the archive are only keys. */
    private Map<String, Path> files(InputStream archive, Path directory) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        Digest.Summing read = new Digest.Summing(new BufferedInputStream(archive));
        Digest.Summing plain = new Digest.Summing(Compression.uncompressed(read));
        TarReader tar = new TarReader(new Bounded(plain, read, limits));
        Map<String, String> links = new LinkedHashMap<>();
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            String key = key(entry.name());
            if (files.size() + links.size() > limits.entries() || key.length() > LONGEST_NAME) {
                throw new ImageException("the archive has too many files, or too long names: refused");
            }
            if (entry.type() == TarEntry.Type.FILE) {
                Path file = directory.resolve(Integer.toString(files.size()));
                Files.copy(tar.content(), file, StandardCopyOption.REPLACE_EXISTING);
                files.put(key, file);
            } else if (entry.type() == TarEntry.Type.SYMBOLIC_LINK) {
                links.put(
                        key,
                        key(Path.of("/" + key)
                                .resolveSibling(entry.target())
                                .normalize()
                                .toString()));
            }
        }
        links.forEach((from, to) -> {
            Path target = files.get(to);
            if (target != null) {
                files.put(from, target);
            }
        });
        return files;
    }

    private static String key(String name) {
        return name.replaceFirst("^(\\./|/)+", "");
    }

    private List<ImageRecord> oci(Map<String, Path> files, @Nullable String name)
            throws IOException, InterruptedException {
        List<ImageRecord> images = new ArrayList<>();
        for (JsonNode entry : json(files, "index.json").path("manifests")) {
            String digest = entry.path("digest").asText();
            JsonNode document = document(files, digest);
            if (Manifest.isIndex(document)) {
                digest = Manifest.choose(document, Platform.ofThisMachine())
                        .path("digest")
                        .asText();
                document = document(files, digest);
            }
            Manifest manifest = Manifest.of(digest, document);
            store.blobs().need(digest, copy(files, path(digest)));
            images.add(assemble(manifest, blob -> copy(files, path(blob.digest())), names(entry, name)));
        }
        return images;
    }

    private static List<String> names(JsonNode entry, @Nullable String name) {
        JsonNode annotations = entry.path("annotations");
        String whole = annotations.path(CONTAINERD_NAME).asText();
        String reference = annotations.path(NAME).asText();
        if (!whole.isEmpty()) {
            return List.of(ImageName.parse(whole).toString());
        }
        if (reference.contains("/") || (reference.contains(":") && name == null)) {
            return List.of(ImageName.parse(reference).toString());
        }
        return name == null ? List.of() : List.of(ImageName.parse(name).toString());
    }

    private ImageRecord assemble(Manifest manifest, ImageAssembly.Blobs source, List<String> names)
            throws IOException, InterruptedException {
        return new ImageAssembly(environment, store).assemble(manifest, source, names, List.of());
    }

    private static JsonNode document(Map<String, Path> files, String digest) throws IOException {
        Path file = file(files, path(digest));
        if (!Digest.of(file).equals(digest)) {
            throw new ImageException("the archive's " + digest + " is another blob");
        }
        return json(files, path(digest));
    }

    private static String path(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    private List<ImageRecord> docker(Map<String, Path> files, @Nullable String name)
            throws IOException, InterruptedException {
        List<ImageRecord> images = new ArrayList<>();
        for (JsonNode entry : json(files, "manifest.json")) {
            Map<String, Path> byDigest = new LinkedHashMap<>();
            ObjectNode document = Manifest.JSON.createObjectNode();
            document.put("schemaVersion", 2).put("mediaType", Manifest.TYPE);
            document.set("config", descriptor(files, entry.path("Config").asText(), byDigest));
            var layers = document.putArray("layers");
            for (JsonNode layer : entry.path("Layers")) {
                layers.add(descriptor(files, layer.asText(), byDigest));
            }
            byte[] content = Manifest.JSON.writeValueAsBytes(document);
            Manifest manifest = Manifest.of(Digest.of(content), document);
            store.blobs().put(manifest.digest(), content);
            List<String> names = new ArrayList<>();
            entry.path("RepoTags")
                    .forEach(t -> names.add(ImageName.parse(t.asText()).toString()));
            if (names.isEmpty() && name != null) {
                names.add(ImageName.parse(name).toString());
            }
            images.add(assemble(manifest, blob -> into -> copy(byDigest.get(blob.digest()), into), names));
        }
        return images;
    }

    private static ObjectNode descriptor(Map<String, Path> files, String name, Map<String, Path> byDigest)
            throws IOException {
        Path file = file(files, key(name));
        String digest = Digest.of(file);
        byDigest.put(digest, file);
        return Manifest.JSON.createObjectNode().put("digest", digest).put("size", Files.size(file));
    }

    private static BlobStore.Source copy(Map<String, Path> files, String name) {
        return into -> copy(file(files, name), into);
    }

    private static void copy(@Nullable Path from, Path into) throws IOException {
        if (from == null) {
            throw new ImageException("the archive lacks a blob that its manifest names");
        }
        Files.copy(from, into, StandardCopyOption.REPLACE_EXISTING);
    }

    private static JsonNode json(Map<String, Path> files, String name) throws IOException {
        Path file = file(files, name);
        if (Files.size(file) > Manifest.LARGEST) {
            throw new ImageException(name + " is larger than " + Manifest.LARGEST + " bytes");
        }
        return Manifest.JSON.readTree(Files.readAllBytes(file));
    }

    private static Path file(Map<String, Path> files, String name) throws IOException {
        Path file = files.get(name);
        if (file == null) {
            throw new ImageException("the archive has no " + name);
        }
        return file;
    }
}
