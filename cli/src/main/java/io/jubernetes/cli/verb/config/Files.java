package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.ClusterConnector;
import io.jubernetes.cli.session.Session;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.config.Kubeconfig.Section;
import io.jubernetes.client.config.KubeconfigPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The kubeconfig files of this session, read and changed. */
final class Files {

    /** Something that may fail as files do. */
    @FunctionalInterface
    private interface Access<T> {
        T run() throws IOException;
    }

    private final Session session;

    Files(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    private KubeconfigPaths paths() {
        return ClusterConnector.paths(session.options());
    }

    /** One view of all files. */
    Kubeconfig merged() {
        return attempt(() -> paths().load());
    }

    /** Changes the file that has an entry, or where new ones go; its path. */
    Path changeEntry(Section section, String name, UnaryOperator<Kubeconfig> change) {
        return attempt(() -> write(paths().fileOf(section, name), change));
    }

    /** Adds to an entry, or makes it; whether it was there before. */
    boolean merge(Section section, String name, ObjectNode changes) {
        boolean known = merged().find(section, name).isPresent();
        changeEntry(section, name, file -> {
            ObjectNode value = file.find(section, name)
                    .map(entry -> entry.value().deepCopy())
                    .orElseGet(io.jubernetes.apimachinery.json.Json::object);
            value.setAll(changes);
            return file.with(section, name, value);
        });
        return known;
    }

    /** Changes the file that says which context is current, or where that goes. */
    void changeCurrent(String context) {
        attempt(() -> {
            Path target = paths().fileForNewEntries();
            for (Path file : paths().files()) {
                if (java.nio.file.Files.exists(file)
                        && !Kubeconfig.load(file).currentContext().isEmpty()) {
                    target = file;
                    break;
                }
            }
            return write(target, config -> config.withCurrentContext(context));
        });
    }

    private static Path write(Path file, UnaryOperator<Kubeconfig> change) throws IOException {
        Kubeconfig before = java.nio.file.Files.exists(file) ? Kubeconfig.load(file) : Kubeconfig.empty();
        change.apply(before).write(file);
        return file;
    }

    private static <T> T attempt(Access<T> access) {
        try {
            return access.run();
        } catch (ConfigException e) {
            throw new CommandException("error: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException("error: the kubeconfig file could not be used: " + e.getMessage());
        }
    }
}
