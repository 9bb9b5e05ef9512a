package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.image.ImageConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Security;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a container's configuration in the words of the OCI's runtime specification: from the pod, the image, the sandbox. */
final class Bundle {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/interrupts",
            "/sys/firmware",
            "/sys/devices/virtual/powercap");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");
    private static final Path APP_ARMOR = Path.of("/sys/kernel/security/apparmor");
    private static final Path SE_LINUX = Path.of("/sys/fs/selinux/enforce");

    private final ContainerConfig config;
    private final ImageConfig image;
    private final SandboxFiles sandbox;
    private final Security security;

    Bundle(ContainerConfig config, ImageConfig image, SandboxFiles sandbox) {
        this.config = config;
        this.image = image;
        this.sandbox = sandbox;
        this.security = config.linux().security();
    }

    /**
     * @param namespaces those that the container does not share with the host: paths, or empty for new ones
     */
    ObjectNode json(OciFiles files, ImageUser.Numbers user, Map<String, String> namespaces, String group) {
        ObjectNode bundle = JSON.createObjectNode().put("ociVersion", "1.0.2");
        process(bundle.putObject("process"), user);
        bundle.putObject("root").put("path", files.rootDirectory().toString()).put("readonly", security.readOnlyRoot());
        BundleMounts mounts = new BundleMounts(bundle.putArray("mounts"));
        mounts.kernel(security.privileged());
        mounts.own("/dev/shm", sandbox.sharedMemory(), config, false);
        mounts.own("/etc/hostname", sandbox.hostname(), config, security.readOnlyRoot());
        mounts.own("/etc/hosts", sandbox.hosts(), config, security.readOnlyRoot());
        mounts.own("/etc/resolv.conf", sandbox.resolver(), config, security.readOnlyRoot());
        mounts.volumes(config.mounts());
        linux(bundle.putObject("linux"), namespaces, group);
        return bundle;
    }

    private void process(ObjectNode process, ImageUser.Numbers user) {
        process.put("terminal", config.terminal().tty()).put("cwd", workingDirectory());
        ObjectNode who = process.putObject("user").put("uid", user.user()).put("gid", user.group());
        user.groups().forEach(who.putArray("additionalGids")::add);
        arguments().forEach(process.putArray("args")::add);
        environment().forEach((name, value) -> process.withArray("env").add(name + "=" + value));
        ObjectNode capabilities = process.putObject("capabilities");
        for (String set : List.of("bounding", "effective", "permitted")) {
            Capabilities.of(security).forEach(capabilities.putArray(set)::add);
        }
        process.put("noNewPrivileges", security.noNewPrivileges() && !security.privileged());
        int score = config.linux().resources().oomScoreAdj();
        process.put("oomScoreAdj", Capabilities.has("SYS_RESOURCE") ? score : Math.max(score, 0));
        labels(process);
    }

    private void labels(ObjectNode process) {
        Security.Profile profile = security.appArmor();
        if (profile.type() == Security.Profile.Type.LOCALHOST && Files.isDirectory(APP_ARMOR)) {
            process.put("apparmorProfile", profile.localhost());
        }
        Security.SeLinux label = security.seLinux();
        if (label != null && Files.exists(SE_LINUX)) {
            process.put(
                    "selinuxLabel",
                    String.join(
                            ":",
                            label.user().isEmpty() ? "system_u" : label.user(),
                            label.role().isEmpty() ? "system_r" : label.role(),
                            label.type().isEmpty() ? "container_t" : label.type(),
                            label.level().isEmpty() ? "s0" : label.level()));
        }
    }

    private String workingDirectory() {
        String wanted = config.command().workingDir();
        String directory = wanted.isEmpty() ? image.workingDirectory() : wanted;
        return directory.startsWith("/") ? directory : "/" + directory;
    }

    /** The pod's command takes the place of both of the image's; the pod's arguments that of its command. */
    private List<String> arguments() {
        ContainerConfig.Command command = config.command();
        List<String> all = new ArrayList<>(command.command().isEmpty() ? image.entryPoint() : command.command());
        if (!command.args().isEmpty()) {
            all.addAll(command.args());
        } else if (command.command().isEmpty()) {
            all.addAll(image.command());
        }
        if (all.isEmpty()) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "no command specified");
        }
        return all;
    }

    private Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", PATH);
        if (config.terminal().tty()) {
            all.put("TERM", "xterm");
        }
        all.put("HOSTNAME", sandbox.name());
        for (String variable : image.environment()) {
            String[] parts = variable.split("=", 2);
            all.put(parts[0], parts.length < 2 ? "" : parts[1]);
        }
        all.putAll(config.command().environment());
        return all;
    }

    private void linux(ObjectNode linux, Map<String, String> namespaces, String group) {
        linux.put("cgroupsPath", group);
        namespaces.forEach((type, path) -> {
            ObjectNode namespace = linux.withArray("namespaces").addObject().put("type", type);
            if (!path.isEmpty()) {
                namespace.put("path", path);
            }
        });
        ObjectNode resources = linux.putObject("resources");
        BundleResources.write(config.linux().resources(), resources);
        HostDevices devices = new HostDevices(linux.putArray("devices"), resources.putArray("devices"));
        if (security.privileged()) {
            devices.all();
            return;
        }
        devices.some(config.linux().devices());
        if (!security.unmaskedProc()) {
            MASKED.forEach(linux.putArray("maskedPaths")::add);
            READ_ONLY.forEach(linux.putArray("readonlyPaths")::add);
        }
        JsonNode seccomp = SeccompProfile.of(security.seccomp(), Capabilities.of(security));
        if (seccomp != null) {
            linux.set("seccomp", seccomp);
        }
    }
}
