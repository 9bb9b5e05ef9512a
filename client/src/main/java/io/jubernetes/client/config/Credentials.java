package io.jubernetes.client.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a client shows in the header of a request, beside a certificate. Secrets are not in the text form. */
public sealed interface Credentials {

    /** Nothing: anonymous, or a certificate is enough. */
    record None() implements Credentials {}

    record Token(String token) implements Credentials {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /**
     * A token that is replaced in its file from time to time.
     *
     * @param fallback until the file can be read; may be empty
     */
    record TokenFile(Path file, String fallback) implements Credentials {
        @Override
        public String toString() {
            return "TokenFile[" + file + "]";
        }
    }

    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    /**
     * A program that prints an ExecCredential.
     *
     * @param command absolute, or found in the PATH
     * @param environment added to this process's
     */
    record Exec(String apiVersion, String command, List<String> arguments, Map<String, String> environment)
            implements Credentials {
        public Exec {
            arguments = List.copyOf(arguments);
        }
    }
}
