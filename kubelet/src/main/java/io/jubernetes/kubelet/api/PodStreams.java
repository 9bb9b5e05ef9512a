package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ExecRequest;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.transport.stream.ExitStatus;
import io.jubernetes.transport.stream.PortForwardServer;
import io.jubernetes.transport.stream.RemoteCommandServer;
import io.jubernetes.transport.stream.RemoteCommandStreams;
import io.jubernetes.transport.stream.StreamOptions;
import io.jubernetes.transport.stream.TerminalSize;
import java.util.List;

/** Joins clients to containers: exec, attach and port-forward. */
final class PodStreams {

    private final ContainerRuntime runtime;
    private final RemoteCommandServer commands;
    private final PortForwardServer ports;

    PodStreams(Environment environment, ContainerRuntime runtime) {
        this.runtime = runtime;
        this.commands = new RemoteCommandServer(environment);
        this.ports = new PortForwardServer(environment);
    }

    ApiResponse exec(ApiRequest request, Container container) {
        List<String> command = request.query().all("command");
        if (command.isEmpty()) {
            throw ApiException.badRequest("you must specify a command");
        }
        StreamOptions options = streamsOf(request.query());
        return commands.accept(request, options, streams -> {
            int code = runtime.exec(container.id(), new ExecRequest(command, options.tty()), streams(options, streams));
            return new ExitStatus.Exited(code);
        });
    }

    ApiResponse attach(ApiRequest request, Container container) {
        StreamOptions options = streamsOf(request.query());
        return commands.accept(request, options, streams -> {
            runtime.attach(container.id(), streams(options, streams));
            return ExitStatus.SUCCESS;
        });
    }

    ApiResponse portForward(ApiRequest request, Sandbox sandbox) {
        return ports.accept(request, port -> {
            try {
                return runtime.portForward(sandbox.id(), port);
            } catch (RuntimeFailure e) {
                throw new java.io.IOException(e.text(), e);
            }
        });
    }

    private static ContainerStreams streams(StreamOptions options, RemoteCommandStreams streams) {
        return new ContainerStreams(
                options.stdin() ? streams.stdin() : null,
                options.stdout() ? streams.stdout() : null,
                options.stderr() ? streams.stderr() : null,
                () -> {
                    TerminalSize size = streams.nextResize();
                    return size == null ? null : new ContainerStreams.Size(size.columns(), size.rows());
                });
    }

    /** A node's API names the streams in its own way: the API server has translated. */
    private static StreamOptions streamsOf(QueryParameters query) {
        boolean stdin = isSet(query, "input");
        boolean stdout = isSet(query, "output");
        boolean stderr = isSet(query, "error");
        if (!stdin && !stdout && !stderr) {
            throw ApiException.badRequest("you must specify at least 1 of stdin, stdout, stderr");
        }
        return new StreamOptions(stdin, stdout, stderr, isSet(query, "tty"));
    }

    private static boolean isSet(QueryParameters query, String name) {
        return "1".equals(query.first(name));
    }
}
