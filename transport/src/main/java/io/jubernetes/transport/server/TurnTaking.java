package io.jubernetes.transport.server;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Makes codecs of HTTP/2 connections whose streams take turns, each with a TLS record's worth of bytes. Netty's own order
 * weighs streams, which no client asks for, and gives each a kilobyte at a time: many frames where one would do.
 */
final class TurnTaking extends Http2FrameCodecBuilder {

    private static final int TURN = 16 * 1024;

    TurnTaking() {
        Http2Connection connection = new DefaultHttp2Connection(true);
        UniformStreamByteDistributor turns = new UniformStreamByteDistributor(connection);
        turns.minAllocationChunk(TURN);
        connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection, turns));
        connection(connection);
    }
}
