package io.jubernetes.kubelet.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container may do beside running as somebody. All of it is decided by the caller from the pod's and the container's
 * security context: a runtime applies it as it stands.
 *
 * @param privileged as much as the host's root: all capabilities and devices, nothing masked
 * @param noNewPrivileges set-uid programs give nothing more
 * @param readOnlyRoot the image's files cannot be changed
 * @param unmaskedProc the parts of {@code /proc} that are hidden by custom are not ({@code procMount: Unmasked})
 * @param seLinux null for the runtime's label
 */
public record Security(
        boolean privileged,
        Capabilities capabilities,
        boolean noNewPrivileges,
        boolean readOnlyRoot,
        boolean unmaskedProc,
        Profile seccomp,
        Profile appArmor,
        @Nullable SeLinux seLinux) {

    public static final Security DEFAULT = new Security(
            false, Capabilities.DEFAULT, false, false, false, Profile.RUNTIME_DEFAULT, Profile.RUNTIME_DEFAULT, null);

    /** Changes to the runtime's set, in upstream's names without {@code CAP_}; {@code ALL} stands for every one. */
    public record Capabilities(List<String> add, List<String> drop) {
        public static final Capabilities DEFAULT = new Capabilities(List.of(), List.of());

        public Capabilities {
            add = List.copyOf(add);
            drop = List.copyOf(drop);
        }
    }

    /**
     * A seccomp or AppArmor profile.
     *
     * @param localhost a file of the host (seccomp) or a profile loaded there (AppArmor); only with {@link Type#LOCALHOST}
     */
    public record Profile(Type type, String localhost) {
        public static final Profile RUNTIME_DEFAULT = new Profile(Type.RUNTIME_DEFAULT, "");
        public static final Profile UNCONFINED = new Profile(Type.UNCONFINED, "");

        public enum Type {
            RUNTIME_DEFAULT,
            UNCONFINED,
            LOCALHOST
        }
    }

    /** An SELinux label; empty parts are the runtime's. */
    public record SeLinux(String user, String role, String type, String level) {}
}
