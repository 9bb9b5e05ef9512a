package io.jubernetes.kubelet.pull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The grammar of image names: {@code [registry[:port]/]path[:tag][@digest]}. */
public final class ImageName {

    private static final Pattern HOST = Pattern.compile(
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+])(?::\\d+)?");
    private static final Pattern PART = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[a-f0-9]{64}");

    private final String text;
    private final String repository;
    private final String tag;
    private final String digest;

    private ImageName(String text) {
        this.text = text;
        int at = text.indexOf('@');
        this.digest = at < 0 ? "" : text.substring(at + 1);
        String named = at < 0 ? text : text.substring(0, at);
        int colon = named.lastIndexOf(':');
        boolean tagged = colon > named.lastIndexOf('/');
        this.tag = tagged ? named.substring(colon + 1) : "";
        this.repository = tagged ? named.substring(0, colon) : named;
    }

    /** What is wrong with a name, in upstream's words; empty for a name that can be pulled. */
    public static Optional<String> problem(String text) {
        return new ImageName(text).problem();
    }

    /** The name with the tag {@code latest} when it says neither tag nor digest. */
    public static String withTag(String text) {
        ImageName name = new ImageName(text);
        return name.tag.isEmpty() && name.digest.isEmpty() ? text + ":latest" : text;
    }

    private Optional<String> problem() {
        if (HEXADECIMAL.matcher(text).matches()) {
            return Optional.of("invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
        }
        if (!path().toLowerCase(Locale.ROOT).equals(path())) {
            return Optional.of("invalid reference format: repository name (" + path() + ") must be lowercase");
        }
        boolean ends = (text.contains("@") && !DIGEST.matcher(digest).matches())
                || text.endsWith(":")
                || (!tag.isEmpty() && !TAG.matcher(tag).matches());
        boolean good = !ends && isHost() && isPath();
        return good ? Optional.empty() : Optional.of("invalid reference format");
    }

    /** The first part is a registry when it looks like one. */
    private String host() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean registry = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.toLowerCase(Locale.ROOT).equals(first);
        return registry ? first : "";
    }

    private boolean isHost() {
        return host().isEmpty() || HOST.matcher(host()).matches();
    }

    private String path() {
        if (!host().isEmpty()) {
            return repository.substring(host().length() + 1);
        }
        return repository.contains("/") || repository.isEmpty() ? repository : "library/" + repository;
    }

    private boolean isPath() {
        for (String part : path().split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }
}
