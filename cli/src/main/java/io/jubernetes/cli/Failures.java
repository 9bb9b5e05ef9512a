package io.jubernetes.cli;

import io.jubernetes.apimachinery.error.ApiException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Collects what went wrong with some of many objects: the others are still dealt with, and all is told at the end. */
public final class Failures {

    private final List<RuntimeException> failures = new ArrayList<>();

    /**
     * Runs a step.
     *
     * @return whether it succeeded
     * @throws UncheckedIOException when there is no server: going on makes no sense
     */
    public boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (ApiException | CommandException e) {
            failures.add(e);
            return false;
        }
    }

    public boolean isEmpty() {
        return failures.isEmpty();
    }

    /** @throws RuntimeException when anything failed */
    public void report() {
        if (failures.size() == 1) {
            throw failures.getFirst();
        }
        if (!failures.isEmpty()) {
            List<String> texts =
                    failures.stream().map(Failures::text).distinct().toList();
            throw new CommandException(String.join("\n", texts));
        }
    }

    private static String text(RuntimeException failure) {
        return failure instanceof ApiException refusal ? Refusal.brief(refusal) : String.valueOf(failure.getMessage());
    }
}
