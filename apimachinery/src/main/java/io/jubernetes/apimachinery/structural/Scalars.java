package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The rules about single values. */
final class Scalars {

    private final ValueRules rules;
    private final List<StatusCause> causes;

    Scalars(ValueRules rules, List<StatusCause> causes) {
        this.rules = rules;
        this.causes = causes;
    }

    void text(String path, JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        if (schema.has("maxLength") && length > schema.get("maxLength").asLong()) {
            causes.add(Causes.tooLong(path, schema.get("maxLength").asLong()));
        }
        if (schema.has("minLength") && length < schema.get("minLength").asLong()) {
            long least = schema.get("minLength").asLong();
            causes.add(Causes.invalid(path, text, path + " in body should be at least " + least + " chars long"));
        }
        String pattern = schema.path("pattern").asText("");
        if (!pattern.isEmpty() && !rules.pattern(pattern).matcher(text).find()) {
            causes.add(Causes.invalid(path, text, path + " in body should match '" + pattern + "'"));
        }
        String format = schema.path("format").asText("");
        if (!format.isEmpty() && !Formats.matches(format, text)) {
            causes.add(Causes.typeInvalid(path, text, format));
        }
    }

    void number(String path, JsonNode schema, JsonNode value) {
        BigDecimal number = value.decimalValue();
        limit(path, schema, value, number);
        if (schema.has("multipleOf")) {
            BigDecimal of = schema.get("multipleOf").decimalValue();
            if (of.signum() > 0 && number.remainder(of).signum() != 0) {
                should(path, value, "be a multiple of " + GoNumber.limit(schema.get("multipleOf")));
            }
        }
        String format = schema.path("format").asText("");
        boolean tooLarge = format.equals("int32") && !value.canConvertToInt()
                || format.equals("int64") && !value.canConvertToLong();
        if (tooLarge) {
            causes.add(Causes.invalid(
                    path, value, "Checked value must be of type integer with format " + format + " in " + path));
        }
    }

    private void limit(String path, JsonNode schema, JsonNode value, BigDecimal number) {
        if (schema.has("maximum")) {
            int order = number.compareTo(schema.get("maximum").decimalValue());
            boolean exclusive = Extensions.says(schema, "exclusiveMaximum");
            if (order > 0 || exclusive && order == 0) {
                String limit = GoNumber.limit(schema.get("maximum"));
                should(path, value, "be less than " + (exclusive ? "" : "or equal to ") + limit);
            }
        }
        if (schema.has("minimum")) {
            int order = number.compareTo(schema.get("minimum").decimalValue());
            boolean exclusive = Extensions.says(schema, "exclusiveMinimum");
            if (order < 0 || exclusive && order == 0) {
                String limit = GoNumber.limit(schema.get("minimum"));
                should(path, value, "be greater than " + (exclusive ? "" : "or equal to ") + limit);
            }
        }
    }

    private void should(String path, JsonNode value, String what) {
        causes.add(Causes.invalid(path, value, path + " in body should " + what));
    }

    static void oneOf(String path, JsonNode allowed, JsonNode value, List<StatusCause> causes) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : allowed) {
            if (same(one, value)) {
                return;
            }
            texts.add(one.isTextual() ? one.textValue() : one.toString());
        }
        causes.add(Causes.notSupported(path, value, texts));
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }
}
