package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/** The texts of parse errors, without the parser's own names in them. */
final class ParseErrors {

    private static final int MAX_LENGTH = 300;

    private ParseErrors() {}

    static String describe(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        if (e instanceof JsonEOFException) {
            return where + "unexpected end of JSON input";
        }
        if (e instanceof StreamConstraintsException) {
            return where + "the document exceeds a limit: " + clean(e.getOriginalMessage());
        }
        return where + clean(e.getOriginalMessage());
    }

    static String clean(@Nullable String message) {
        String text = message == null ? "malformed input" : message.replaceAll("\\s+", " ");
        int advice = text.indexOf(" (from `");
        text = advice < 0 ? text : text.substring(0, advice);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
