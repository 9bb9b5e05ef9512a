package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two registries, one of them locked, and the images in them: made once for all runtimes. */
final class NodeImages implements AutoCloseable {

    private final Path directory;
    private final LocalRegistry open;
    private final LocalRegistry locked;
    private final String digest;

    NodeImages() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("jube-images");
        open = LocalRegistry.start(directory.resolve("open"), false);
        locked = LocalRegistry.start(directory.resolve("locked"), true);
        BusyboxImage box = BusyboxImage.build(directory);
        digest = open.push("box", "1", box);
        locked.push("secret/box", "1", box);
        open.push("named", "1", box.with("\"User\":\"user\""));
        open.push("numbered", "1", box.with("\"User\":\"1000:1000\""));
        open.push(
                "greeter",
                "1",
                box.with("\"Entrypoint\":[\"/bin/echo\",\"hello\"],\"Cmd\":[\"world\"],\"WorkingDir\":\"/srv\""));
        open.push("pause", "1", box.with("\"Entrypoint\":[\"/bin/sleep\",\"2147483647\"]"));
    }

    String pause() {
        return open.address() + "/pause:1";
    }

    /** What the sessions call them. */
    Map<String, String> variables() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("BOX", open.address() + "/box:1");
        names.put("BOX_BY_DIGEST", open.address() + "/box@" + digest);
        names.put("DIGEST", digest);
        names.put("REGISTRY", open.address());
        names.put("LOCKED", locked.address());
        String credential = LocalRegistry.USER + ":" + LocalRegistry.PASSWORD;
        names.put(
                "CREDENTIAL",
                Base64.getEncoder().encodeToString(credential.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return names;
    }

    @Override
    public void close() {
        open.close();
        locked.close();
        TestCluster.delete(directory);
    }
}
