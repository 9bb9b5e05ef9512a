package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.process.NameFiles;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.nio.file.Path;

/**
 * What the containers of a sandbox share, on a file system that the next start of the machine finds empty.
 *
 * <pre>
 * /run/jubernetes/KEY/sandboxes/ID/uts, ipc     namespaces
 *                                  shm/         their /dev/shm
 *                                  hosts, hostname, resolv.conf
 *                                  pause/, pause.pid   the pod's first process, when it has one
 * </pre>
 *
 * @param name the pod's host name
 */
record SandboxFiles(Path directory, String name, boolean hostIpc) {

    Path hostNames() {
        return directory.resolve("uts");
    }

    Path interProcess() {
        return directory.resolve("ipc");
    }

    Path sharedMemory() {
        return hostIpc ? Path.of("/dev/shm") : directory.resolve("shm");
    }

    Path pausePid() {
        return directory.resolve("pause.pid");
    }

    Path hosts() {
        return directory.resolve("hosts");
    }

    Path hostname() {
        return directory.resolve("hostname");
    }

    Path resolver() {
        return directory.resolve("resolv.conf");
    }

    /** Writes what is text. */
    void write(SandboxConfig config, String ip) {
        StateFiles.writeText(resolver(), NameFiles.resolver(config.dns()));
        StateFiles.writeText(hostname(), config.hostname() + "\n");
        if (!config.hostNetwork()) {
            StateFiles.writeText(hosts(), NameFiles.hosts(config.hostname(), ip));
        }
    }
}
