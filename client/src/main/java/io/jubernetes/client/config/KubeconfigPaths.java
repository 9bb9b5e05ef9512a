package io.jubernetes.client.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which kubeconfig files count.
 *
 * @param files in the order in which they count
 * @param explicit the files were named by a flag: it is an error when they are not there
 */
public record KubeconfigPaths(List<Path> files, boolean explicit) {

    public KubeconfigPaths {
        files = List.copyOf(files);
    }

    /** The flag's file, else those of {@code KUBECONFIG}, else {@code ~/.kube/config}. */
    public static KubeconfigPaths locate(@Nullable Path flag, Map<String, String> environment, Path home) {
        if (flag != null) {
            return new KubeconfigPaths(List.of(flag), true);
        }
        Set<Path> files = new LinkedHashSet<>();
        for (String file : environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator)) {
            if (!file.isBlank()) {
                files.add(Path.of(file));
            }
        }
        if (files.isEmpty()) {
            files.add(home.resolve(".kube").resolve("config"));
        }
        return new KubeconfigPaths(new ArrayList<>(files), false);
    }

    /** One view of all the files that are there. */
    public Kubeconfig load() throws IOException {
        List<Kubeconfig> configs = new ArrayList<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                configs.add(Kubeconfig.load(file));
            } else if (explicit) {
                throw new ConfigException("stat " + file + ": no such file or directory");
            }
        }
        return Kubeconfig.merge(configs);
    }

    /** The file that new entries are written to: the first that is there, else the last. */
    public Path fileForNewEntries() {
        return files.stream().filter(Files::exists).findFirst().orElse(files.getLast());
    }

    /** The file that an entry is in, else the one for new entries. */
    public Path fileOf(Kubeconfig.Section section, String name) throws IOException {
        for (Path file : files) {
            if (Files.exists(file) && Kubeconfig.load(file).find(section, name).isPresent()) {
                return file;
            }
        }
        return fileForNewEntries();
    }
}
