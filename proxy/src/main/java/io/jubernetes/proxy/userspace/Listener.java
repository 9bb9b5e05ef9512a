package io.jubernetes.proxy.userspace;

/** A socket of the machine behind which a service stands. */
sealed interface Listener extends AutoCloseable permits TcpListener, UdpListener {

    EndpointChoice endpoints();

    @Override
    void close();
}
