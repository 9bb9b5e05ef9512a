package io.jubernetes.kvstore.etcd;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import io.etcd.jetcd.api.AuthGrpc.AuthFutureStub;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Logs in when a request needs it, and shows the token from then on. */
final class TokenCredentials extends CallCredentials {

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    private final EtcdStoreConfig.Login login;
    private final AuthFutureStub stub;
    private final Duration timeout;
    private volatile @Nullable String token;

    TokenCredentials(EtcdStoreConfig.Login login, AuthFutureStub stub, Duration timeout) {
        this.login = login;
        this.stub = stub;
        this.timeout = timeout;
    }

    /** Makes every call show the token. */
    ClientInterceptor interceptor() {
        return new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                return next.newCall(method, options.withCallCredentials(TokenCredentials.this));
            }
        };
    }

    /** The token is not good any more. */
    void forget() {
        token = null;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        String known = token;
        if (known != null) {
            show(known, applier);
            return;
        }
        AuthenticateRequest question = AuthenticateRequest.newBuilder()
                .setName(login.user())
                .setPassword(login.password())
                .build();
        AuthFutureStub limited = stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
        Futures.addCallback(limited.authenticate(question), new Answer(applier), executor);
    }

    private static void show(String known, MetadataApplier applier) {
        Metadata headers = new Metadata();
        headers.put(TOKEN, known);
        applier.apply(headers);
    }

    private final class Answer implements FutureCallback<AuthenticateResponse> {
        private final MetadataApplier applier;

        Answer(MetadataApplier applier) {
            this.applier = applier;
        }

        @Override
        public void onSuccess(AuthenticateResponse answer) {
            token = answer.getToken();
            show(answer.getToken(), applier);
        }

        @Override
        public void onFailure(Throwable failure) {
            Status why = Status.fromThrowable(failure);
            boolean passing = EtcdErrors.isPassing(why);
            applier.fail((passing ? why : Status.UNAUTHENTICATED)
                    .withDescription("login as " + login.user() + " failed: " + why.getDescription()));
        }
    }
}
