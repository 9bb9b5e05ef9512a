package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Volumes that pods name without a claim, and that a node cannot give to two of them unless both only read. */
final class Disks {

    private Disks() {}

    static boolean isOne(Volume volume) {
        return volume.getGcePersistentDisk() != null
                || volume.getAwsElasticBlockStore() != null
                || volume.getRbd() != null
                || volume.getIscsi() != null;
    }

    static boolean anyConflict(List<Volume> wanted, NodeState node) {
        return !wanted.isEmpty()
                && node.pods().stream()
                        .flatMap(pod -> pod.pod().getSpec().getVolumes().stream())
                        .filter(Disks::isOne)
                        .anyMatch(taken -> wanted.stream().anyMatch(one -> conflict(one, taken)));
    }

    private static boolean conflict(Volume a, Volume b) {
        if (a.getGcePersistentDisk() != null && b.getGcePersistentDisk() != null) {
            var one = a.getGcePersistentDisk();
            var other = b.getGcePersistentDisk();
            return Objects.equals(one.getPdName(), other.getPdName())
                    && !(isTrue(one.getReadOnly()) && isTrue(other.getReadOnly()));
        }
        if (a.getAwsElasticBlockStore() != null && b.getAwsElasticBlockStore() != null) {
            return Objects.equals(
                    a.getAwsElasticBlockStore().getVolumeID(),
                    b.getAwsElasticBlockStore().getVolumeID());
        }
        if (a.getIscsi() != null && b.getIscsi() != null) {
            return Objects.equals(a.getIscsi().getIqn(), b.getIscsi().getIqn())
                    && !(isTrue(a.getIscsi().getReadOnly())
                            && isTrue(b.getIscsi().getReadOnly()));
        }
        return a.getRbd() != null && b.getRbd() != null && rbdConflict(a, b);
    }

    private static boolean rbdConflict(Volume a, Volume b) {
        return !Collections.disjoint(a.getRbd().getMonitors(), b.getRbd().getMonitors())
                && Objects.equals(a.getRbd().getPool(), b.getRbd().getPool())
                && Objects.equals(a.getRbd().getImage(), b.getRbd().getImage())
                && !(isTrue(a.getRbd().getReadOnly()) && isTrue(b.getRbd().getReadOnly()));
    }

    private static boolean isTrue(@org.jspecify.annotations.Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
