package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * To which group the files of a pod's volumes belong ({@code fsGroup}), so that whoever runs in the pod can use them: they are
 * readable and writable for the group, and what is made in their directories belongs to it too.
 *
 * @param id the group; negative when the pod has none, or this agent cannot give files away
 * @param onRootMismatch files are looked at only when the volume's root is not as it should be
 */
record VolumeGroup(int id, boolean onRootMismatch) {

    private static final VolumeGroup NONE = new VolumeGroup(-1, false);
    private static final int GROUP_READ_WRITE = 0060;
    private static final int GROUP_READ = 0040;
    private static final int GROUP_ENTER = 0010;
    private static final int KEEP_GROUP = 02000;

    static VolumeGroup of(Pod pod) {
        PodSecurityContext context = pod.getSpec().getSecurityContext();
        if (context == null || context.getFsGroup() == null || !isRoot()) {
            return NONE;
        }
        return new VolumeGroup(
                Math.toIntExact(context.getFsGroup()), "OnRootMismatch".equals(context.getFsGroupChangePolicy()));
    }

    /** Whether this agent may give files away and mount. */
    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    boolean isNone() {
        return id < 0;
    }

    /** What a file that is only read has to allow. */
    int readable(int mode) {
        return isNone() ? mode : mode | GROUP_READ;
    }

    /** Gives one file that is only read to the group. */
    void own(Path path) throws IOException {
        if (!isNone()) {
            Files.setAttribute(path, "unix:gid", id, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives a volume that can be written to the group, with all that is in it. Links are not followed. */
    void take(Path volume) throws IOException {
        if (isNone() || (onRootMismatch && isTaken(volume))) {
            return;
        }
        Files.walkFileTree(volume, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                give(file, attributes);
                return FileVisitResult.CONTINUE;
            }

            /** The root comes last: when it is right, all of it is. */
            @Override
            public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                give(directory, Files.readAttributes(directory, BasicFileAttributes.class));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean isTaken(Path volume) throws IOException {
        int mode = (int) Files.getAttribute(volume, "unix:mode");
        int wanted = GROUP_READ_WRITE | GROUP_ENTER | KEEP_GROUP;
        return Integer.valueOf(id).equals(Files.getAttribute(volume, "unix:gid")) && (mode & wanted) == wanted;
    }

    private void give(Path path, BasicFileAttributes attributes) throws IOException {
        Files.setAttribute(path, "unix:gid", id, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
        int more = attributes.isDirectory() ? GROUP_READ_WRITE | GROUP_ENTER | KEEP_GROUP : GROUP_READ_WRITE;
        if ((mode & more) != more) {
            Files.setAttribute(path, "unix:mode", mode | more);
        }
    }
}
