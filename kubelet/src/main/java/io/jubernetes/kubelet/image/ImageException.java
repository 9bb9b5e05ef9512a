package io.jubernetes.kubelet.image;

import java.io.IOException;

/** An image is not what it should be, or is refused: trying again does not help. */
public final class ImageException extends IOException {
    public ImageException(String message) {
        super(message);
    }
}
