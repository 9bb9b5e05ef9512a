package io.jubernetes.transport.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads terminal sizes, JSON objects one behind the other: {@code {"Width":80,"Height":24}}. */
final class ResizeReader {

    private final InputStream source;
    private @Nullable JsonParser parser;

    ResizeReader(InputStream source) {
        this.source = source;
    }

    /** The next size; null at the end, or when what comes is no size. */
    @Nullable
    TerminalSize next() throws InterruptedException {
        try {
            JsonParser json = parser;
            if (json == null) {
                json = new JsonFactory().createParser(source); // reads ahead, hence not before it is needed
                parser = json;
            }
            return json.nextToken() == JsonToken.START_OBJECT ? size(json) : null;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return null;
        }
    }

    private static TerminalSize size(JsonParser json) throws IOException {
        int width = 0;
        int height = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "Width" -> width = json.getIntValue();
                case "Height" -> height = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        return new TerminalSize(width, height);
    }
}
