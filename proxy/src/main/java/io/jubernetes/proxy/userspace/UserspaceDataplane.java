package io.jubernetes.proxy.userspace;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.proxy.Dataplane;
import io.jubernetes.proxy.service.Endpoint;
import io.jubernetes.proxy.service.Protocol;
import io.jubernetes.proxy.service.ServicePort;
import io.jubernetes.proxy.service.ServiceTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services by listening sockets. A virtual address can be listened on only when it belongs to the machine: on Linux that is all
 * of 127.0.0.0/8, so a cluster without root takes its service range from there. Node ports listen on all addresses.
 */
public final class UserspaceDataplane implements Dataplane {

    private static final Logger LOG = LoggerFactory.getLogger(UserspaceDataplane.class);

    private record Socket(Protocol protocol, String address, int port) implements Comparable<Socket> {
        @Override
        public int compareTo(Socket other) {
            return toString().compareTo(other.toString());
        }
    }

    private record Backend(List<Endpoint> endpoints, boolean clientAffinity) {}

    private final Environment environment;
    private final Map<Socket, Listener> listeners = new TreeMap<>();
    private final TreeSet<Socket> refused = new TreeSet<>();

    public UserspaceDataplane(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String description() {
        return "userspace (no root: virtual addresses from 127.0.0.0/8, service ports below 1024 only as far as this user may)";
    }

    @Override
    public void apply(ServiceTable table) {
        Map<Socket, Backend> wanted = wanted(table);
        listeners.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        refused.retainAll(wanted.keySet());
        wanted.forEach(this::listen);
    }

    @Override
    public void close() {
        listeners.values().forEach(Listener::close);
        listeners.clear();
    }

    private static Map<Socket, Backend> wanted(ServiceTable table) {
        Map<Socket, Backend> wanted = new TreeMap<>();
        for (ServicePort port : table.ports()) {
            for (String address : port.clusterIps()) {
                if (address.startsWith("127.")) {
                    Socket socket = new Socket(port.protocol(), address, port.port());
                    wanted.put(socket, new Backend(port.internal(), port.clientAffinity()));
                }
            }
            if (port.nodePort() != 0) {
                Socket socket = new Socket(port.protocol(), "0.0.0.0", port.nodePort());
                wanted.put(socket, new Backend(port.external(), port.clientAffinity()));
            }
        }
        return wanted;
    }

    private void listen(Socket socket, Backend backend) {
        Listener listener = listeners.get(socket);
        if (listener == null) {
            try {
                listener = open(socket);
                listeners.put(socket, listener);
            } catch (IOException e) {
                if (refused.add(socket)) {
                    LOG.warn("Service port cannot be listened on: socket={} reason={}", socket, e.getMessage());
                }
                return;
            }
        }
        listener.endpoints().set(backend.endpoints(), backend.clientAffinity());
    }

    private Listener open(Socket socket) throws IOException {
        InetSocketAddress address = new InetSocketAddress(socket.address(), socket.port());
        return switch (socket.protocol()) {
            case TCP -> new TcpListener(environment, address);
            case UDP -> new UdpListener(environment, address);
            case SCTP -> throw new IOException("SCTP needs the nftables dataplane");
        };
    }
}
