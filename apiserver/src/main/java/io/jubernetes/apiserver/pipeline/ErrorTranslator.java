package io.jubernetes.apiserver.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.ApiException.Details;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.media.Answer;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.kvstore.CompactedException;
import io.jubernetes.kvstore.FutureRevisionException;
import io.jubernetes.kvstore.StoreClosedException;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.StoreFullException;
import io.jubernetes.kvstore.StoreUnavailableException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes what the client is told. */
public final class ErrorTranslator {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorTranslator.class);

    /** The answer to a request that failed. */
    ApiResponse translate(Throwable failure, RequestContext context) {
        ApiException refusal = refusal(failure, context);
        ObjectNode status = switch (failure) {
            case ExpiredContinueException expired -> StatusBody.failure(refusal, expired.freshToken());
            default -> StatusBody.failure(refusal);
        };
        ApiResponse body = Answer.refusal(refusal.code(), status, context.request());
        int retry = refusal.details().retryAfterSeconds();
        Headers headers = retry == 0 ? body.headers() : body.headers().and("retry-after", Integer.toString(retry));
        return new ApiResponse(body.status(), headers, body.body());
    }

    private static ApiException refusal(Throwable failure, RequestContext context) {
        return switch (failure) {
            // found wrong by us, in words meant for the client
            case ApiException refusal -> refusal;
            // the store's own outcomes: the client lists anew, waits, or makes room
            case StoreException outcome -> ofStore(outcome);
            case ExpiredContinueException expired -> ApiException.expired(ExpiredContinueException.TEXT);
            // asked to stop: only at shutdown
            case InterruptedException stopped -> shuttingDown();
            // too deep or too large for us although within the limits: the request's fault, and the server stays up
            case StackOverflowError tooDeep -> ApiException.badRequest("the request is nested too deeply");
            // a broken invariant: ours to mend; the client learns where to look, not what happened inside
            default -> fault(failure, context);
        };
    }

    /** What the store answers instead of a result, as clients know it. */
    public static ApiException ofStore(StoreException outcome) {
        return switch (outcome) {
            case CompactedException compacted ->
                ApiException.expired(
                        "too old resource version: " + compacted.requested() + " (" + compacted.compacted() + ")");
            case FutureRevisionException future -> tooLarge(future.requested(), future.current());
            case StoreFullException full ->
                new ApiException(StatusReason.StorageFull, "the data store is full; delete objects to make room");
            // a retry at once would only meet the same silence; a write may have taken place
            case StoreUnavailableException silent ->
                new ApiException(StatusReason.Timeout, "the data store cannot be used: " + silent.getMessage());
            case StoreClosedException closed -> shuttingDown();
        };
    }

    /** A revision that is not there yet: the client shall come again in a second. */
    public static ApiException tooLarge(long requested, long current) {
        String text = "Too large resource version";
        return new ApiException(
                StatusReason.Timeout,
                StatusReason.Timeout.code(),
                text + ": " + requested + ", current: " + current,
                new Details("", "", "", null, List.of(new StatusCause("ResourceVersionTooLarge", text, "")), 1));
    }

    private static ApiException shuttingDown() {
        return new ApiException(StatusReason.ServiceUnavailable, "the server is shutting down");
    }

    private static ApiException fault(Throwable failure, RequestContext context) {
        LOG.error(
                "request failed; request={} verb={} path={}",
                context.id(),
                context.info().verb(),
                context.info().path(),
                failure);
        return ApiException.internal("see the server's log for request " + context.id());
    }
}
