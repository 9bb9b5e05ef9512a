package io.jubernetes.apiserver.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import java.util.ArrayList;
import java.util.List;

/** What the compiler has to say, as upstream's says it. */
final class Issues {

    private Issues() {}

    private static final String CANDIDATES = " (candidates: ";
    private static final List<String> OF_SYNTAX = List.of(
            "mismatched input", "extraneous input", "no viable alternative", "token recognition error", "missing ");

    private static String message(String message) {
        int candidates = message.indexOf(CANDIDATES);
        String plain = candidates < 0 ? message : message.substring(0, candidates);
        return OF_SYNTAX.stream().anyMatch(plain::startsWith) ? "Syntax error: " + plain : plain;
    }

    static String text(CelValidationResult result) {
        List<String> texts = new ArrayList<>();
        for (CelIssue issue : result.getErrors()) {
            CelIssue named = CelIssue.formatError(issue.getSourceLocation(), message(issue.getMessage()));
            texts.add(named.toDisplayString(result.getSource()));
        }
        return texts.isEmpty() ? "ERROR: <input>:-1:0: " + result.getErrorString() : String.join("\n", texts);
    }
}
