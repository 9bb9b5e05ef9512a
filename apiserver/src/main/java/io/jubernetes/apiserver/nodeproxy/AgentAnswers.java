package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.ApiException.Details;
import io.jubernetes.apimachinery.error.StatusReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A node agent's refusals are plain text; clients of the API server expect a Status. */
final class AgentAnswers {

    private static final int LONGEST_TEXT = 2048;

    private AgentAnswers() {}

    static ApiResponse orRefusal(ApiResponse answer) {
        if (answer.status() < 300) {
            return answer;
        }
        String text = text(answer.body()).strip();
        throw switch (answer.status()) {
            case 400 -> ApiException.badRequest(text);
            case 500 -> ApiException.internal(text);
            default -> new ApiException(reason(answer.status()), answer.status(), text, Details.NONE);
        };
    }

    private static StatusReason reason(int status) {
        return Arrays.stream(StatusReason.values())
                .filter(reason -> reason.code() == status)
                .findFirst()
                .orElse(StatusReason.InternalError);
    }

    private static String text(ResponseBody body) {
        byte[] bytes = switch (body) {
            case ResponseBody.Bytes whole -> whole.join();
            case ResponseBody.Stream stream -> drained(stream);
            case ResponseBody.Upgrade upgrade -> new byte[0];
        };
        return new String(bytes, 0, Math.min(bytes.length, LONGEST_TEXT), StandardCharsets.UTF_8);
    }

    private static byte[] drained(ResponseBody.Stream stream) {
        Beginning beginning = new Beginning();
        try {
            stream.writeTo(beginning);
        } catch (IOException e) {
            // what came until then says more than nothing
            return beginning.out.toByteArray();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return beginning.out.toByteArray();
    }

    /** Keeps as much as a message may be long. */
    private static final class Beginning implements BodySink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public void write(byte[] piece) throws IOException {
            out.write(piece, 0, Math.min(piece.length, LONGEST_TEXT - out.size()));
            if (out.size() >= LONGEST_TEXT) {
                throw new ClosedSinkException();
            }
        }

        @Override
        public void onClose(Runnable action) {
            // read to its end on this thread: nobody goes away meanwhile
        }
    }
}
