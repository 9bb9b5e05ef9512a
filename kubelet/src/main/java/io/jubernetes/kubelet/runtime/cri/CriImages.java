package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.cri.v1.AuthConfig;
import io.jubernetes.cri.v1.FilesystemUsage;
import io.jubernetes.cri.v1.ImageFsInfoRequest;
import io.jubernetes.cri.v1.ImageFsInfoResponse;
import io.jubernetes.cri.v1.ImageSpec;
import io.jubernetes.cri.v1.ImageStatusRequest;
import io.jubernetes.cri.v1.ListImagesRequest;
import io.jubernetes.cri.v1.PullImageRequest;
import io.jubernetes.cri.v1.RemoveImageRequest;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The daemon's images. */
final class CriImages implements ImageService {

    /** A pull has no limit of its own but this one, so that a registry that is asleep holds nobody for ever. */
    private static final Duration PULL = Duration.ofHours(2);

    private static final Duration REMOVAL = Duration.ofMinutes(2);

    private final CriConnection connection;
    private volatile @Nullable DaemonConfig config;

    CriImages(CriConnection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Image> find(String name) {
        ImageStatusRequest request =
                ImageStatusRequest.newBuilder().setImage(spec(name)).build();
        var answer = connection.askImages(s -> s.imageStatus(request));
        return answer.hasImage() && !answer.getImage().getId().isEmpty()
                ? Optional.of(image(answer.getImage(), config().sandboxImage()))
                : Optional.empty();
    }

    @Override
    public List<Image> list() {
        String sandboxImage = config().sandboxImage();
        return connection.askImages(s -> s.listImages(ListImagesRequest.getDefaultInstance())).getImagesList().stream()
                .map(image -> image(image, sandboxImage))
                .toList();
    }

    /** With each credential that fits, in turn; without one when none fits. All refusals are told. */
    @Override
    public String pull(String name, List<byte[]> secrets) throws InterruptedException {
        List<RegistryCredentials.Credential> fitting = RegistryCredentials.of(secrets, name);
        if (fitting.isEmpty()) {
            return pull(PullImageRequest.newBuilder().setImage(spec(name)).build());
        }
        List<String> refusals = new ArrayList<>();
        for (RegistryCredentials.Credential credential : fitting) {
            try {
                return pull(PullImageRequest.newBuilder()
                        .setImage(spec(name))
                        .setAuth(auth(credential))
                        .build());
            } catch (RuntimeFailure e) {
                if (!refusals.contains(e.text())) {
                    refusals.add(e.text());
                }
            }
        }
        throw new RuntimeFailure(
                Kind.FAILED, refusals.size() == 1 ? refusals.getFirst() : "[" + String.join(", ", refusals) + "]");
    }

    private String pull(PullImageRequest request) throws InterruptedException {
        try {
            return connection.changeImages(PULL, s -> s.pullImage(request)).getImageRef();
        } catch (RuntimeFailure e) {
            throw new RuntimeFailure(e.kind(), CriErrors.goText(e), e);
        }
    }

    @Override
    public void remove(String reference) throws InterruptedException {
        RemoveImageRequest request =
                RemoveImageRequest.newBuilder().setImage(spec(reference)).build();
        try {
            connection.changeImages(REMOVAL, s -> s.removeImage(request));
        } catch (RuntimeFailure e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public boolean pullsImages() {
        return true;
    }

    @Override
    public long usedBytes() {
        ImageFsInfoResponse answer = connection.askImages(s -> s.imageFsInfo(ImageFsInfoRequest.getDefaultInstance()));
        return Stream.concat(answer.getImageFilesystemsList().stream(), answer.getContainerFilesystemsList().stream())
                .map(FilesystemUsage::getUsedBytes)
                .mapToLong(io.jubernetes.cri.v1.UInt64Value::getValue)
                .sum();
    }

    @Override
    public Optional<Path> directory() {
        ImageFsInfoResponse answer = connection.askImages(s -> s.imageFsInfo(ImageFsInfoRequest.getDefaultInstance()));
        return answer.getImageFilesystemsList().stream()
                .map(f -> Path.of(f.getFsId().getMountpoint()))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static ImageSpec spec(String name) {
        return ImageSpec.newBuilder().setImage(name).build();
    }

    private static AuthConfig auth(RegistryCredentials.Credential credential) {
        return AuthConfig.newBuilder()
                .setUsername(credential.username())
                .setPassword(credential.password())
                .setIdentityToken(credential.identityToken())
                .setRegistryToken(credential.registryToken())
                .build();
    }

    private DaemonConfig config() {
        DaemonConfig known = config;
        if (known == null) {
            known = DaemonConfig.of(connection);
            config = known;
        }
        return known;
    }

    /** The image of sandboxes is kept even where the daemon does not say so: without it there is no next pod. */
    private static Image image(io.jubernetes.cri.v1.Image image, String sandboxImage) {
        String user = image.hasUid() ? Long.toString(image.getUid().getValue()) : image.getUsername();
        return new Image(
                image.getId(),
                image.getRepoTagsList(),
                image.getRepoDigestsList(),
                image.getSize(),
                user,
                image.getPinned() || image.getRepoTagsList().contains(sandboxImage));
    }
}
