package io.jubernetes.transport.stream;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;

/** Which streams a client wants of a command. */
public record StreamOptions(boolean stdin, boolean stdout, boolean stderr, boolean tty) {

    /**
     * Reads {@code stdin}, {@code stdout}, {@code stderr} and {@code tty} of exec and attach requests. A terminal has one output:
     * standard error is not separate then.
     *
     * @throws ApiException BadRequest when no stream is wanted
     */
    public static StreamOptions of(QueryParameters query) {
        boolean tty = isOn(query, "tty");
        StreamOptions options =
                new StreamOptions(isOn(query, "stdin"), isOn(query, "stdout"), isOn(query, "stderr") && !tty, tty);
        if (!options.stdin && !options.stdout && !options.stderr) {
            throw ApiException.badRequest("you must specify at least 1 of stdin, stdout, stderr");
        }
        return options;
    }

    private static boolean isOn(QueryParameters query, String name) {
        String value = query.first(name);
        return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
    }
}
