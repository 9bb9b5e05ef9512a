package io.jubernetes.apiserver.openapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What types and fields are for, in the words of the API's authors. The build takes them from the official Java client; nothing of
 * them is read before a document is made, and nothing is kept when it is.
 */
final class Descriptions {

    private static final String FILE = "/api/kubernetes-descriptions.gz";

    /** By the type's name, and by {@code type TAB field}. */
    private final Map<String, String> texts;

    private Descriptions(Map<String, String> texts) {
        this.texts = texts;
    }

    static Descriptions read() {
        try (InputStream file = Descriptions.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not built: " + FILE);
            }
            return new Descriptions(texts(new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(file, 1 << 14), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line is {@code type TAB text}; those of its fields follow as {@code TAB field TAB text}. */
    private static Map<String, String> texts(BufferedReader lines) throws IOException {
        Map<String, String> texts = new HashMap<>();
        String type = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int tab = line.indexOf('\t', 1);
            String key = line.substring(0, tab);
            if (!key.startsWith("\t")) {
                type = key;
            }
            texts.put(key.equals(type) ? type : type + key, line.substring(tab + 1));
        }
        return texts;
    }

    /** Empty when there is none. */
    String of(String type) {
        return texts.getOrDefault(type, "");
    }

    /** Empty when there is none. */
    String of(String type, String field) {
        return texts.getOrDefault(type + "\t" + field, "");
    }
}
