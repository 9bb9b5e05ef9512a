package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.host.Ipv4Range;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which sandbox has which address: one file per address, so that it is known after a restart. */
final class Addresses {

    private static final int FIRST = 2;

    private final Path directory;
    private int next = FIRST;

    Addresses(Path directory) {
        this.directory = directory;
        StateFiles.createDirectories(directory);
    }

    /** Takes a free address; one that was given back is used again as late as possible. */
    synchronized String take(Ipv4Range range, String sandboxId) {
        int last = range.size() - 2;
        for (int tries = FIRST; tries <= last; tries++) {
            int index = next > last ? FIRST : next;
            next = index + 1;
            if (claim(range.at(index), sandboxId)) {
                return range.at(index);
            }
        }
        throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "no IP address is free in " + range);
    }

    synchronized void giveBack(String sandboxId) {
        for (Path file : StateFiles.children(directory)) {
            if (owner(file).equals(sandboxId)) {
                remove(file);
            }
        }
    }

    /** Gives back what none of the sandboxes owns. */
    synchronized void keepOnly(java.util.Collection<String> sandboxIds) {
        for (Path file : StateFiles.children(directory)) {
            if (!sandboxIds.contains(owner(file))) {
                remove(file);
            }
        }
    }

    private static String owner(Path file) {
        return StateFiles.readText(file).trim();
    }

    private boolean claim(String address, String sandboxId) {
        try {
            Files.writeString(directory.resolve(address), sandboxId, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "address file: " + e.getMessage(), e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "address file: " + e.getMessage(), e);
        }
    }
}
