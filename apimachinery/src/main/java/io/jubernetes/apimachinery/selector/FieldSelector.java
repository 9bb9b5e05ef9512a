package io.jubernetes.apimachinery.selector;

import io.jubernetes.apimachinery.error.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses objects by the values of a few fields: {@code metadata.name=a,status.phase!=Running}. In values, backslash escapes
 * itself, the comma and the equals sign. Which fields a resource offers is the caller's to check.
 *
 * @param requirements all must hold
 */
public record FieldSelector(List<Requirement> requirements) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    /** @param equal false for {@code !=} */
    public record Requirement(String field, boolean equal, String value) {

        @Override
        public String toString() {
            return field + (equal ? "=" : "!=") + escape(value);
        }
    }

    public FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /**
     * @throws ApiException BadRequest
     */
    public static FieldSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String term : terms(text)) {
            if (!term.isEmpty()) {
                requirements.add(requirement(term, text));
            }
        }
        return new FieldSelector(requirements);
    }

    private static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ',') {
                terms.add(text.substring(start, i));
                start = i + 1;
            }
        }
        terms.add(text.substring(start));
        return terms;
    }

    private static Requirement requirement(String term, String whole) {
        for (int i = 0; i < term.length(); i++) {
            if (term.startsWith("!=", i)) {
                return new Requirement(term.substring(0, i), false, unescape(term.substring(i + 2), whole));
            }
            if (term.charAt(i) == '=') {
                int value = term.startsWith("==", i) ? i + 2 : i + 1;
                return new Requirement(term.substring(0, i), true, unescape(term.substring(value), whole));
            }
        }
        throw ApiException.badRequest("invalid selector: '" + whole + "'; can't understand '" + term + "'");
    }

    private static String unescape(String value, String whole) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
                c = i < value.length() ? value.charAt(i) : 'x';
                if ("\\,=".indexOf(c) < 0) {
                    throw ApiException.badRequest(
                            "invalid field selector: '" + whole + "': invalid escape sequence in '" + value + "'");
                }
            } else if (c == '=' || c == ',') {
                throw ApiException.badRequest(
                        "invalid field selector: '" + whole + "': unescaped '" + c + "' in '" + value + "'");
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
    }

    /** @param fields gives a field's value; null counts as empty */
    public boolean matches(Function<String, @Nullable String> fields) {
        for (Requirement requirement : requirements) {
            String actual = fields.apply(requirement.field());
            if (requirement.equal() != requirement.value().equals(actual == null ? "" : actual)) {
                return false;
            }
        }
        return true;
    }

    /** The value that a field must have for anything to match, or null when it may have several. */
    public @Nullable String exact(String field) {
        return requirements.stream()
                .filter(r -> r.equal() && r.field().equals(field))
                .map(Requirement::value)
                .findFirst()
                .orElse(null);
    }

    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
