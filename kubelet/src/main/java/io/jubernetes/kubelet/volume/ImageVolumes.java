package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.nio.file.Path;

/** Makes volumes that are images: pulled as their policy says, and mounted for reading. */
public interface ImageVolumes {

    /** @param directory where the files are to be seen; it is there */
    void mount(Pod pod, Volume volume, Path directory) throws VolumeError, InterruptedException;

    /** A pod's volumes were unmounted. */
    void release(String podUid);
}
