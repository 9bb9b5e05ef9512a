package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.cri.v1.Capability;
import io.jubernetes.cri.v1.IDMapping;
import io.jubernetes.cri.v1.Int64Value;
import io.jubernetes.cri.v1.LinuxContainerSecurityContext;
import io.jubernetes.cri.v1.LinuxSandboxSecurityContext;
import io.jubernetes.cri.v1.NamespaceMode;
import io.jubernetes.cri.v1.NamespaceOption;
import io.jubernetes.cri.v1.ProfileType;
import io.jubernetes.cri.v1.SELinuxOption;
import io.jubernetes.cri.v1.SecurityProfile;
import io.jubernetes.cri.v1.SupplementalGroupsPolicy;
import io.jubernetes.cri.v1.UserNamespace;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.Security;
import java.util.List;

/**
 * Namespaces and security in the daemon's words. The default AppArmor profile is not asked for: it comes by itself where there is
 * AppArmor, and is refused where there is none.
 */
final class SecurityMapping {

    private static final List<String> MASKED = List.of(
            "/proc/asound",
            "/proc/acpi",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/firmware",
            "/sys/devices/virtual/powercap");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private SecurityMapping() {}

    static LinuxSandboxSecurityContext sandbox(SandboxConfig.Linux linux) {
        Security security = linux.security();
        LinuxSandboxSecurityContext.Builder all = LinuxSandboxSecurityContext.newBuilder()
                .setNamespaceOptions(namespaces(linux.namespaces()))
                .setPrivileged(security.privileged())
                .setReadonlyRootfs(security.readOnlyRoot())
                .setSeccomp(profile(security.seccomp()))
                .addAllSupplementalGroups(linux.runAs().supplementalGroups())
                .setSupplementalGroupsPolicy(policy(linux.runAs()));
        if (linux.runAs().user() != null) {
            all.setRunAsUser(number(linux.runAs().user()));
            // a group alone is refused
            if (linux.runAs().group() != null) {
                all.setRunAsGroup(number(linux.runAs().group()));
            }
        }
        if (!security.appArmor().equals(Security.Profile.RUNTIME_DEFAULT)) {
            all.setApparmor(profile(security.appArmor()));
        }
        if (security.seLinux() != null) {
            all.setSelinuxOptions(label(security.seLinux()));
        }
        return all.build();
    }

    private static SupplementalGroupsPolicy policy(ContainerConfig.Identity who) {
        return who.strict() ? SupplementalGroupsPolicy.Strict : SupplementalGroupsPolicy.Merge;
    }

    static LinuxContainerSecurityContext container(ContainerConfig config, NamespaceOption ofSandbox) {
        Security security = config.linux().security();
        LinuxContainerSecurityContext.Builder all = LinuxContainerSecurityContext.newBuilder()
                .setNamespaceOptions(namespaces(config, ofSandbox))
                .setPrivileged(security.privileged())
                .setNoNewPrivs(security.noNewPrivileges())
                .setReadonlyRootfs(security.readOnlyRoot())
                .setSeccomp(profile(security.seccomp()))
                .setCapabilities(Capability.newBuilder()
                        .addAllAddCapabilities(security.capabilities().add())
                        .addAllDropCapabilities(security.capabilities().drop()))
                .addAllSupplementalGroups(config.runAs().supplementalGroups())
                .setSupplementalGroupsPolicy(policy(config.runAs()));
        if (config.runAs().user() != null) {
            all.setRunAsUser(number(config.runAs().user()));
        }
        if (config.runAs().group() != null) {
            all.setRunAsGroup(number(config.runAs().group()));
        }
        if (!security.unmaskedProc() && !security.privileged()) {
            all.addAllMaskedPaths(MASKED).addAllReadonlyPaths(READ_ONLY);
        }
        if (!security.appArmor().equals(Security.Profile.RUNTIME_DEFAULT)) {
            all.setApparmor(profile(security.appArmor()));
        }
        if (security.seLinux() != null) {
            all.setSelinuxOptions(label(security.seLinux()));
        }
        return all.build();
    }

    private static NamespaceOption namespaces(Namespaces wanted) {
        NamespaceMode processes = wanted.hostPid()
                ? NamespaceMode.NODE
                : wanted.sharedPid() ? NamespaceMode.POD : NamespaceMode.CONTAINER;
        NamespaceOption.Builder all = NamespaceOption.newBuilder()
                .setNetwork(wanted.hostNetwork() ? NamespaceMode.NODE : NamespaceMode.POD)
                .setIpc(wanted.hostIpc() ? NamespaceMode.NODE : NamespaceMode.POD)
                .setPid(processes);
        Namespaces.UserRange users = wanted.users();
        if (users != null) {
            IDMapping range = IDMapping.newBuilder()
                    .setHostId((int) users.hostId())
                    .setLength((int) users.length())
                    .build();
            all.setUsernsOptions(UserNamespace.newBuilder()
                    .setMode(NamespaceMode.POD)
                    .addUids(range)
                    .addGids(range));
        }
        return all.build();
    }

    private static NamespaceOption namespaces(ContainerConfig config, NamespaceOption ofSandbox) {
        String target = config.linux().targetContainerId();
        return target.isEmpty()
                ? ofSandbox
                : ofSandbox.toBuilder()
                        .setPid(NamespaceMode.TARGET)
                        .setTargetId(target)
                        .build();
    }

    private static SecurityProfile profile(Security.Profile profile) {
        ProfileType type = switch (profile.type()) {
            case RUNTIME_DEFAULT -> ProfileType.RuntimeDefault;
            case UNCONFINED -> ProfileType.Unconfined;
            case LOCALHOST -> ProfileType.Localhost;
        };
        return SecurityProfile.newBuilder()
                .setProfileType(type)
                .setLocalhostRef(profile.localhost())
                .build();
    }

    private static SELinuxOption label(Security.SeLinux label) {
        return SELinuxOption.newBuilder()
                .setUser(label.user())
                .setRole(label.role())
                .setType(label.type())
                .setLevel(label.level())
                .build();
    }

    private static Int64Value number(long value) {
        return Int64Value.newBuilder().setValue(value).build();
    }
}
