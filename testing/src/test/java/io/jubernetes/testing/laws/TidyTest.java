package io.jubernetes.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Small rooms (law 8). Offenders of old stand in {@code tidy-exceptions.txt}; an entry that no longer offends must go, so the
 * list only shrinks.
 */
@Timeout(120)
class TidyTest {

    private static final int FILE_LINES = 600;
    private static final int METHOD_LINES = 60;
    private static final int PARAMETERS = 6;
    private static final int LINE_LENGTH = 140;

    private static final Pattern OPEN_WORK = Pattern.compile("//.*\\b(TODO|FIXME|XXX)\\b(?!\\(#\\d+\\))");
    private static final Pattern STAR_IMPORT = Pattern.compile("^import (static )?[\\w.]+\\.\\*;");
    private static final Pattern VAGUE_NAME =
            Pattern.compile("\\b(class|record|interface|enum) \\w*(Utils?|Helpers?|Manager\\d)\\b");
    private static final Pattern MOCKS = Pattern.compile("org\\.mockito|\\bThread\\.sleep\\(");

    @Test
    void everyRoomIsSmallAndTidy() throws IOException {
        List<Path> files = Sources.javaFiles();
        assertThat(files).as("the sources were found").hasSizeGreaterThan(50);
        TreeSet<String> offences = new TreeSet<>(linesOffences(files));
        for (MethodShapes.MethodShape shape : MethodShapes.of(files)) {
            if (shape.lines() > METHOD_LINES) {
                offences.add("method-lines " + Sources.name(shape.file()) + " " + shape.name());
            }
            if (shape.parameters() > PARAMETERS) {
                offences.add("parameters " + Sources.name(shape.file()) + " " + shape.name());
            }
        }
        assertThat(offences)
                .as(
                        "offences against the size limits (file %d lines, method %d, parameters %d, line %d); "
                                + "an entry of tidy-exceptions.txt that is not found any more must be removed",
                        FILE_LINES, METHOD_LINES, PARAMETERS, LINE_LENGTH)
                .containsExactlyElementsOf(new TreeSet<>(exceptions()));
    }

    private static List<String> linesOffences(List<Path> files) {
        List<String> offences = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Sources.read(file).lines().toList();
            String name = Sources.name(file);
            if (lines.size() > FILE_LINES) {
                offences.add("file-lines " + name);
            }
            boolean lawItself = name.contains("/laws/");
            for (int i = 0; i < lines.size() && !lawItself; i++) {
                offences.addAll(lineOffences(name, i + 1, lines.get(i)));
            }
        }
        return offences;
    }

    private static List<String> lineOffences(String name, int number, String line) {
        List<String> offences = new ArrayList<>();
        if (line.length() > LINE_LENGTH && !line.contains("http")) {
            offences.add("line-length " + name + ":" + number);
        }
        if (OPEN_WORK.matcher(line).find()) {
            offences.add("open-work-without-issue " + name + ":" + number);
        }
        if (STAR_IMPORT.matcher(line).find()) {
            offences.add("star-import " + name + ":" + number);
        }
        if (VAGUE_NAME.matcher(line).find()) {
            offences.add("vague-name " + name + ":" + number);
        }
        boolean environment = name.endsWith("/SystemEnvironment.java");
        if (MOCKS.matcher(line).find() && !environment) {
            offences.add("mock-or-sleep " + name + ":" + number);
        }
        return offences;
    }

    private static List<String> exceptions() throws IOException {
        try (var list = TidyTest.class.getResourceAsStream("/tidy-exceptions.txt")) {
            assertThat(list).isNotNull();
            return new String(list.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
