package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.kubelet.host.Commands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The logs of the machine: files below {@code /var/log}, as they are; and, asked with {@code query}, what services and files have
 * said, out of the journal where there is one.
 */
final class SystemLogs {

    private static final int BLOCK = 1 << 16;

    private final List<Path> roots;
    private final Commands commands = new Commands();

    /** @param roots where services' files are looked for; the first is the one that is shown */
    SystemLogs(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** @param path below the directory of logs */
    ApiResponse handle(QueryParameters query, List<String> path) throws InterruptedException {
        try {
            return query.all("query").isEmpty() ? browse(path) : search(SystemLogQuery.of(query));
        } catch (IOException e) {
            throw new ApiException(StatusReason.NotFound, "404 page not found");
        }
    }

    private ApiResponse browse(List<String> path) throws IOException {
        Path root = roots.getFirst().toRealPath();
        Path wanted = root.resolve(String.join("/", path)).toRealPath();
        if (!wanted.startsWith(root)) {
            throw new IOException("outside");
        }
        return Files.isDirectory(wanted) ? listing(wanted) : file(wanted);
    }

    private static ApiResponse listing(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            String rows = all.map(p -> p.getFileName() + (Files.isDirectory(p) ? "/" : ""))
                    .sorted()
                    .map(SystemLogs::row)
                    .collect(Collectors.joining());
            return ApiResponse.of(
                    200,
                    "text/html; charset=utf-8",
                    ("<!doctype html>\n<pre>\n" + rows + "</pre>\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String row(String name) {
        String shown = name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&#34;");
        return "<a href=\"" + shown + "\">" + shown + "</a>\n";
    }

    private static ApiResponse file(Path file) {
        return text(sink -> {
            try (InputStream in = Files.newInputStream(file)) {
                for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                    sink.write(block);
                }
            }
        });
    }

    private static ApiResponse text(ResponseBody.Stream body) {
        return new ApiResponse(
                200, Headers.of("content-type", "text/plain; charset=utf-8"), new ResponseBody.Finite(body));
    }

    private ApiResponse search(SystemLogQuery query) throws IOException, InterruptedException {
        if (!query.services().isEmpty()) {
            Commands.Outcome journal = commands.run(query.journalLine());
            boolean empty =
                    journal.output().lines().allMatch(l -> l.startsWith("-- ") || l.startsWith("No journal files"));
            if (journal.exitCode() == 0 && !empty) {
                byte[] entries = journal.output().getBytes(StandardCharsets.UTF_8);
                return ApiResponse.of(200, "text/plain; charset=utf-8", entries);
            }
        }
        List<Path> found = new ArrayList<>();
        for (String service : query.services()) {
            found.add(ofService(service)
                    .orElseThrow(() ->
                            new ApiException(StatusReason.NotFound, "logs not found for service \"" + service + "\"")));
        }
        for (String name : query.files()) {
            found.add(named(name));
        }
        return text(sink -> {
            for (Path file : found) {
                copy(file, query, sink);
            }
        });
    }

    private Optional<Path> ofService(String service) {
        return roots.stream()
                .flatMap(r -> Stream.of(service, service + ".log", service + "/" + service + ".log")
                        .map(r::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Path named(String name) throws IOException {
        Path root = roots.getFirst().toRealPath();
        Path file = root.resolve(name.replaceFirst("^/+", ""));
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
            throw new ApiException(StatusReason.NotFound, "log file \"" + name + "\" not found");
        }
        return file.toRealPath();
    }

    private static void copy(Path file, SystemLogQuery query, BodySink sink) throws IOException, InterruptedException {
        long begin = query.tail() < 0 ? 0 : LogTail.offset(file, query.tail());
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            in.skip(begin);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (query.shows(line)) {
                    sink.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }
}
