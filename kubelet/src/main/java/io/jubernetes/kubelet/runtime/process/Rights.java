package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of {@code setpriv(1)} by which a command becomes whom its container runs as, with no more rights than the container may
 * have. A process of the machine's has all rights of its user, so there is nothing to add, only to take away.
 */
final class Rights {

    private static final String ALL = "all";

    private Rights() {}

    /** Empty when the command needs no change, or when it cannot be changed here. */
    static List<String> words(HostFeatures features, ContainerConfig config) {
        if (features.isolation() != Isolation.ROOT) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        become(config.runAs(), words);
        Security security = config.linux().security();
        if (!security.privileged()) {
            limit(security, words);
        }
        if (!words.isEmpty()) {
            words.addFirst("setpriv");
        }
        return words;
    }

    private static void become(Identity who, List<String> words) {
        if (who.user() == null && who.group() == null) {
            return;
        }
        if (who.user() != null) {
            words.add("--reuid=" + who.user());
        }
        words.add("--regid=" + (who.group() == null ? 0 : who.group()));
        words.add(
                who.supplementalGroups().isEmpty()
                        ? "--clear-groups"
                        : "--groups="
                                + who.supplementalGroups().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")));
    }

    private static void limit(Security security, List<String> words) {
        List<String> drop = names(security.capabilities().drop());
        List<String> add = names(security.capabilities().add());
        Stream<String> changes = Stream.empty();
        if (!add.contains(ALL) && drop.contains(ALL)) {
            changes = Stream.concat(Stream.of("-" + ALL), add.stream().map(name -> "+" + name));
        } else if (!drop.contains(ALL)) {
            changes = drop.stream().filter(name -> !add.contains(name)).map(name -> "-" + name);
        }
        String bounds = changes.collect(Collectors.joining(","));
        if (!bounds.isEmpty()) {
            words.add("--bounding-set=" + bounds);
        }
        if (security.noNewPrivileges()) {
            words.add("--no-new-privs");
        }
    }

    private static List<String> names(List<String> capabilities) {
        return capabilities.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^cap_", ""))
                .toList();
    }
}
