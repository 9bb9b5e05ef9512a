package io.jubernetes.kubelet.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Turns an archive's names into paths that are inside one directory, links included. */
final class LayerRoot {

    private static final int MOST_LINKS = 40;

    private final Path directory;

    LayerRoot(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** The path of an entry; the directories above it exist then. Its last part may be a link, which is not followed. */
    Path resolve(String name) throws IOException {
        List<String> parts = parts(name);
        if (parts.isEmpty()) {
            return directory;
        }
        return enter(parts.subList(0, parts.size() - 1), name).resolve(parts.getLast());
    }

    /** The path of something that an earlier entry made: what a hard link may name. */
    Path existing(String name) throws IOException {
        Path path = resolve(name);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageException("the layer has a hard link to " + name + ", which is no file of it: refused");
        }
        return path;
    }

    private static List<String> parts(String name) throws IOException {
        if (name.startsWith("/") || name.indexOf('\0') >= 0) {
            throw new ImageException("the layer has an entry with the absolute name " + name + ": refused");
        }
        List<String> parts = java.util.Arrays.stream(name.split("/"))
                .filter(p -> !p.isEmpty() && !p.equals("."))
                .toList();
        if (parts.contains("..")) {
            throw new ImageException("the layer has an entry that leaves it, " + name + ": refused");
        }
        return parts;
    }

    /** Goes down, making directories where there is nothing, following links as if the directory were the root. */
    private Path enter(List<String> parts, String name) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(parts);
        Path at = directory;
        int links = 0;
        while (!ahead.isEmpty()) {
            String part = ahead.pop();
            Path next = part.equals("..") ? parent(at, name) : at.resolve(part);
            if (Files.isSymbolicLink(next)) {
                if (++links > MOST_LINKS) {
                    throw new ImageException("the layer has too many links on the way to " + name + ": refused");
                }
                at = follow(next, at, ahead);
            } else {
                at = directory(next, name);
            }
        }
        return at;
    }

    private Path parent(Path at, String name) throws IOException {
        Path above = at.getParent();
        if (at.equals(directory) || above == null) {
            throw new ImageException("the layer has an entry behind a link that leaves it, " + name + ": refused");
        }
        return above;
    }

    private Path follow(Path link, Path at, Deque<String> ahead) throws IOException {
        String target = Files.readSymbolicLink(link).toString();
        List<String> parts = java.util.Arrays.stream(target.split("/"))
                .filter(p -> !p.isEmpty() && !p.equals("."))
                .toList();
        parts.reversed().forEach(ahead::push);
        return target.startsWith("/") ? directory : at;
    }

    private static Path directory(Path path, String name) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path);
            Files.setAttribute(path, "unix:mode", 0755);
        } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageException(
                    "the layer has an entry " + name + " below something that is no directory: refused");
        }
        return path;
    }
}
