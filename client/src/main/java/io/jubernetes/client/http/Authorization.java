package io.jubernetes.client.http;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.config.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the header {@code Authorization} says now. Safe for use by several threads. */
public final class Authorization {

    private static final Logger LOG = LoggerFactory.getLogger(Authorization.class);
    /** Tokens in files live for an hour and are replaced long before their end. */
    private static final Duration FILE_READ_AGAIN = Duration.ofMinutes(1);

    private final Environment environment;
    private final Credentials credentials;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private String token = "";
    private @Nullable Instant goodUntil;

    public Authorization(Environment environment, Credentials credentials) {
        this.environment = environment;
        this.credentials = credentials;
    }

    /** Null when there is nothing to say. */
    public @Nullable String header() throws IOException {
        return switch (credentials) {
            case Credentials.None _ -> null;
            case Credentials.Token(String fixed) -> bearer(fixed);
            case Credentials.Basic(String user, String password) ->
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            case Credentials.TokenFile file -> bearer(current(file));
            case Credentials.Exec exec -> bearer(current(exec));
        };
    }

    private static @Nullable String bearer(String token) {
        return token.isEmpty() ? null : "Bearer " + token;
    }

    private String current(Credentials.TokenFile file) {
        lock.lock();
        try {
            if (isStale()) {
                token = Files.readString(file.file()).strip();
                goodUntil = environment.now().plus(FILE_READ_AGAIN);
            }
        } catch (IOException e) {
            LOG.warn("Token file could not be read: file={} cause={}", file.file(), e.toString());
            token = token.isEmpty() ? file.fallback() : token;
        } finally {
            lock.unlock();
        }
        return token;
    }

    private String current(Credentials.Exec exec) throws IOException {
        lock.lock();
        try {
            if (isStale()) {
                ExecCredential fresh = ExecCredential.ask(exec);
                token = fresh.token();
                goodUntil = fresh.expires();
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    private boolean isStale() {
        return goodUntil == null || environment.now().isAfter(goodUntil);
    }
}
