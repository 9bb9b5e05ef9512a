package io.jubernetes.testing.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of this machine, by what Linux tells of them in {@code /proc}. */
final class PodProcesses {

    private PodProcesses() {}

    /** The processes of a pod that has its name in the variable POD_NAME, and this word in their command line. */
    static List<ProcessHandle> of(String pod, String word) {
        return ProcessHandle.allProcesses()
                .filter(process -> read(process, "environ").contains("POD_NAME=" + pod + "\0"))
                .filter(process -> read(process, "cmdline").contains(word))
                .filter(process -> !read(process, "cmdline").startsWith("/bin/sh\0"))
                .toList();
    }

    /** Whether a process has a path in its command or its variables. */
    static boolean isAbout(ProcessHandle process, String path) {
        return read(process, "cmdline").contains(path)
                || read(process, "environ").contains(path);
    }

    /** The processes that have to do with a directory: by their command, their variables or their mounts. */
    static List<String> about(Path directory) {
        String path = directory.toString();
        return ProcessHandle.allProcesses()
                .filter(process -> List.of("cmdline", "environ", "mountinfo").stream()
                        .anyMatch(file -> read(process, file).contains(path)))
                .map(process -> process.pid() + " " + read(process, "cmdline").replace('\0', ' '))
                .toList();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it has just ended, or belongs to somebody else
        }
    }
}
