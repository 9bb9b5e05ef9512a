package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image made in the test: its blobs, and an archive of them. */
public final class TestImage {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By digest. */
    public final Map<String, byte[]> blobs = new LinkedHashMap<>();

    public final String manifest;
    public final byte[] index;

    /** @param layers as they are sent, with their plain forms */
    public TestImage(ObjectNode config, List<Layer> layers) throws JsonProcessingException {
        ObjectNode configuration = JSON.createObjectNode()
                .put("architecture", Platform.ofThisMachine().architecture());
        configuration.put("os", "linux").set("config", config);
        var ids = configuration.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        ObjectNode document = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", Manifest.TYPE);
        var parts = JSON.createArrayNode();
        for (Layer layer : layers) {
            ids.add(Digest.of(layer.plain()));
            parts.add(descriptor(layer.sent()));
        }
        document.set("config", descriptor(JSON.writeValueAsBytes(configuration)));
        document.set("layers", parts);
        byte[] content = JSON.writeValueAsBytes(document);
        this.manifest = Digest.of(content);
        blobs.put(manifest, content);
        ObjectNode all = JSON.createObjectNode().put("schemaVersion", 2);
        ObjectNode entry = all.putArray("manifests").addObject();
        entry.put("mediaType", Manifest.TYPE).put("digest", manifest).put("size", content.length);
        entry.putObject("platform")
                .put("os", "linux")
                .put("architecture", Platform.ofThisMachine().architecture());
        this.index = JSON.writeValueAsBytes(all);
    }

    /** A layer as it is sent and uncompressed. */
    public record Layer(byte[] sent, byte[] plain) {
        public static Layer gzip(TarFile tar) {
            return new Layer(tar.gzip(), tar.bytes());
        }

        public static Layer plain(TarFile tar) {
            return new Layer(tar.bytes(), tar.bytes());
        }
    }

    private ObjectNode descriptor(byte[] content) {
        String digest = Digest.of(content);
        blobs.put(digest, content);
        return JSON.createObjectNode().put("digest", digest).put("size", content.length);
    }

    /** An OCI archive with this image under a name. */
    public byte[] archive(String name) throws IOException {
        ObjectNode named = (ObjectNode) JSON.readTree(index);
        ((ObjectNode) named.path("manifests").get(0)).putObject("annotations").put("io.containerd.image.name", name);
        TarFile tar = new TarFile()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .file("index.json", 0644, JSON.writeValueAsBytes(named));
        blobs.forEach((digest, content) -> tar.file("blobs/" + digest.replace(':', '/'), 0644, content));
        return tar.bytes();
    }

    /** Busybox with the names of its programs, and what is said of how to run it. */
    public static TestImage busybox(ObjectNode config) throws IOException {
        TarFile base =
                new TarFile().directory("bin/").file("bin/busybox", 0755, Files.readAllBytes(Path.of("/bin/busybox")));
        for (String program : PROGRAMS) {
            base.link("bin/" + program, "busybox");
        }
        TarFile etc = new TarFile()
                .directory("etc/")
                .directory("tmp/")
                .directory("root/")
                .file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1001:web:/home:/bin/sh\n")
                .file("etc/group", "root:x:0:\nweb:x:1001:\nextra:x:2000:web\n");
        return new TestImage(config, List.of(Layer.gzip(base), Layer.plain(etc)));
    }

    private static final List<String> PROGRAMS = List.of(
            "sh",
            "cat",
            "echo",
            "sleep",
            "ls",
            "id",
            "hostname",
            "seq",
            "stty",
            "tty",
            "wget",
            "httpd",
            "nc",
            "mount",
            "touch",
            "dd",
            "true",
            "false",
            "grep",
            "env",
            "pwd",
            "kill",
            "ps",
            "mkdir",
            "rm",
            "ip",
            "head",
            "tail",
            "printf",
            "test",
            "chmod",
            "stat",
            "nslookup",
            "usleep",
            "yes",
            "mknod",
            "unshare",
            "tr",
            "wc");
}
