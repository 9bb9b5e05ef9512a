package io.jubernetes.kubelet.image;

import io.jubernetes.kubelet.runtime.RuntimeFailure;

/**
 * A name as people write it, made whole: {@code busybox} is {@code docker.io/library/busybox:latest}.
 *
 * @param registry host and perhaps port
 * @param tag empty when there is a digest only
 * @param digest empty when there is none
 */
public record ImageName(String registry, String repository, String tag, String digest) {

    private static final String DEFAULT_REGISTRY = "docker.io";

    public static ImageName parse(String text) {
        String rest = text;
        String digest = "";
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = rest.substring(at + 1);
            rest = rest.substring(0, at);
        }
        String tag = "";
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        boolean named = slash > 0 && isRegistry(rest.substring(0, slash));
        String registry = named ? rest.substring(0, slash) : DEFAULT_REGISTRY;
        String repository = named ? rest.substring(slash + 1) : slash < 0 ? "library/" + rest : rest;
        ImageName name =
                new ImageName(registry, repository, tag.isEmpty() && digest.isEmpty() ? "latest" : tag, digest);
        if (!name.isValid()) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.INVALID_CONFIG,
                    "couldn't parse image name \"" + text + "\": invalid reference format");
        }
        return name;
    }

    private static boolean isRegistry(String first) {
        return first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0;
    }

    private boolean isValid() {
        return registry.matches("[A-Za-z0-9.-]+(:\\d{1,5})?")
                && repository.matches("[a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*")
                && tag.matches("|[\\w][\\w.-]{0,127}")
                && digest.matches("|sha256:[0-9a-f]{64}");
    }

    /** Whether the text is an image's id, or enough of its beginning. */
    static boolean isId(String text) {
        return text.matches("(sha256:)?[0-9a-f]{12,64}");
    }

    /** What to ask the registry for. */
    String target() {
        return digest.isEmpty() ? tag : digest;
    }

    String withDigest(String other) {
        return registry + "/" + repository + "@" + other;
    }

    @Override
    public String toString() {
        return registry + "/" + repository + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
