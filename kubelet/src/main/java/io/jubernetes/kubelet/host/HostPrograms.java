package io.jubernetes.kubelet.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the programs of this machine are. Many users have no {@code sbin} directory on their PATH, though programs there work for
 * them; and a container's own PATH must not decide where its supervisor finds them.
 */
public final class HostPrograms {

    private static final String USUAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private HostPrograms() {}

    /** The agent's PATH, and the usual directories after it. */
    public static String searchPath() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? USUAL : path + ":" + USUAL;
    }

    /** The path of a program; its bare name when it is not there. */
    public static String find(String name) {
        for (String directory : searchPath().split(File.pathSeparator)) {
            Path program = Path.of(directory, name);
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                return program.toString();
            }
        }
        return name;
    }
}
