package io.jubernetes.apimachinery.api;

import java.util.List;

/** An answer: status code, header fields, and a body that is bytes, a stream, or a connection taken over. */
public record ApiResponse(int status, Headers headers, ResponseBody body) {

    /** An answer of bytes. */
    public static ApiResponse of(int status, String contentType, byte[] body) {
        return new ApiResponse(status, Headers.of("content-type", contentType), new ResponseBody.Bytes(List.of(body)));
    }
}
