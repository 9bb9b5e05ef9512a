package io.jubernetes.kubelet.image;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a registry is asked.
 *
 * @param base scheme, host and perhaps port, without a slash at the end
 * @param authorities files of certificates that are trusted beside the machine's
 */
record RegistryEndpoint(String base, List<Path> authorities) {
    RegistryEndpoint {
        authorities = List.copyOf(authorities);
    }
}
