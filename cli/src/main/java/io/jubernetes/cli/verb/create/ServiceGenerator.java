package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create service clusterip} and its like: for the pods with the label {@code app=NAME}. */
@Command(description = "Create a service with the specified name.")
final class ServiceGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    private final String type;

    @Option(
            names = "--tcp",
            paramLabel = "PORT[:TARGET]",
            split = ",",
            description = "A port, and the pods' one behind it.")
    private List<String> ports = new ArrayList<>();

    @Option(names = "--clusterip", paramLabel = "IP", defaultValue = "", description = "Its address, or None.")
    private String clusterIp = "";

    @Option(names = "--node-port", paramLabel = "PORT", defaultValue = "0", description = "The port on every node.")
    private int nodePort;

    @Option(
            names = "--external-name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What the name stands for, for externalname.")
    private String externalName = "";

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    ServiceGenerator(Generation generation, String type) {
        this.generation = generation;
        this.type = type;
    }

    @Override
    public Integer call() {
        boolean headless = clusterIp.equals("None");
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
            throw new CommandException("error: at least one tcp port specifier must be provided");
        }
        ObjectNode service = Generation.object("v1", "Service", name);
        ((ObjectNode) service.path("metadata")).putObject("labels").put("app", name);
        ObjectNode spec = service.putObject("spec");
        spec.put("type", type);
        spec.putObject("selector").put("app", name);
        if (!clusterIp.isEmpty()) {
            spec.put("clusterIP", clusterIp);
        }
        if (type.equals("ExternalName")) {
            spec.put("externalName", externalName);
        }
        if (!ports.isEmpty()) {
            ArrayNode list = spec.putArray("ports");
            ports.forEach(port -> addPort(list, port));
        }
        service.putObject("status").putObject("loadBalancer");
        return generation.create(service, type + " service");
    }

    private void addPort(ArrayNode list, String text) {
        String[] parts = text.split(":", 2);
        ObjectNode port = list.addObject();
        port.put("name", text.replace(':', '-'));
        port.put("port", number(parts[0]));
        port.put("protocol", "TCP");
        String target = parts.length == 2 ? parts[1] : parts[0];
        if (target.matches("\\d{1,5}")) {
            port.put("targetPort", Integer.parseInt(target));
        } else {
            port.put("targetPort", target);
        }
        if (nodePort > 0) {
            port.put("nodePort", nodePort);
        }
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new CommandException("error: port: invalid syntax: \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
