package io.jubernetes.kubelet.pull;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.volume.ImageVolumes;
import io.jubernetes.kubelet.volume.VolumeError;
import java.nio.file.Path;

/** Images that pods have as volumes. */
public record MountedImages(ImagePuller puller, ImageService images) implements ImageVolumes {

    @Override
    public void mount(Pod pod, Volume volume, Path directory) throws VolumeError, InterruptedException {
        Container wanted = new ContainerBuilder()
                .withName(volume.getName())
                .withImage(volume.getImage().getReference())
                .withImagePullPolicy(volume.getImage().getPullPolicy())
                .build();
        try {
            String reference = puller.ensure(pod, wanted);
            if (!images.mount(reference, directory, user(Pods.uid(pod)))) {
                throw new VolumeError("this node's runtime has no volumes that are images");
            }
        } catch (ImageProblem e) {
            throw new VolumeError(e.reason() + ": " + e.text());
        } catch (RuntimeFailure e) {
            throw new VolumeError(e.text());
        }
    }

    @Override
    public void release(String podUid) {
        images.release(user(podUid));
    }

    private static String user(String podUid) {
        return "volumes-" + podUid;
    }
}
