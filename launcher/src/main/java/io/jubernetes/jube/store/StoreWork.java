package io.jubernetes.jube.store;

import io.jubernetes.kvstore.rocks.RocksStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** What can be done with an open store; the server and the command do the same. */
public final class StoreWork {

    private final RocksStore store;

    public StoreWork(RocksStore store) {
        this.store = store;
    }

    /** How large it is, in words. */
    public String stats() throws IOException {
        return StoreText.stats(store.stats());
    }

    /** @return what was done, in words */
    public String backup(Path target) throws IOException {
        try {
            store.backup(target);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(target + " exists; name a directory that does not", e);
        }
        return "Backup of revision " + store.revision() + " or later in " + target + "\n";
    }

    /** Gives all history up and its room back. @return what was done, in words */
    public String compact() throws IOException {
        long revision = store.revision();
        store.compact(revision);
        store.reclaim();
        return "History before revision " + revision + " is given up\n" + stats();
    }
}
