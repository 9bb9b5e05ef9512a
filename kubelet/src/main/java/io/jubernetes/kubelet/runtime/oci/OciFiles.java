package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.process.ContainerFiles;
import java.nio.file.Path;

/**
 * What this runtime adds to a container's directory.
 *
 * <pre>
 * containers/ID/config.json      the bundle
 *               bundle.json      what of it is needed later
 *               init.pid         the container's first process, once it runs
 *               runtime.log      what runc or crun has to say
 *               oom              there when the kernel killed something for want of memory
 *               lower/0, 1, …    links to the image's layers, the topmost first
 *               upper/ work/ root/
 * </pre>
 */
record OciFiles(ContainerFiles files) {

    Path config() {
        return files.directory().resolve("config.json");
    }

    Path facts() {
        return files.directory().resolve("bundle.json");
    }

    Path initPid() {
        return files.directory().resolve("init.pid");
    }

    Path runtimeLog() {
        return files.directory().resolve("runtime.log");
    }

    Path oom() {
        return files.directory().resolve("oom");
    }

    Path lower() {
        return files.directory().resolve("lower");
    }

    Path upper() {
        return files.directory().resolve("upper");
    }

    Path work() {
        return files.directory().resolve("work");
    }

    Path rootDirectory() {
        return files.directory().resolve("root");
    }

    /** @param group the container's control group, below each hierarchy's root */
    record Facts(String group, String stopSignal) {}
}
