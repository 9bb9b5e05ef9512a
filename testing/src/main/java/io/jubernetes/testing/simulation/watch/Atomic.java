package io.jubernetes.testing.simulation.watch;

import java.util.Arrays;
import java.util.List;

/** Each event is what the transaction did, byte for byte; and a revision is told as a whole before the next begins. */
final class Atomic implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        List<WatchRecord.Told> told = watch.told();
        for (int i = 0; i < told.size(); ) {
            long revision = told.get(i).revision();
            List<Truth.Due> due =
                    truth.between(watch.selection(), revision - 1, revision).getOrDefault(revision, List.of());
            int end = i;
            while (end < told.size() && told.get(end).revision() == revision) {
                require(told(told.get(end), due), watch, revision);
                end++;
            }
            boolean cutShort = end == told.size();
            require(cutShort || end - i == due.size(), watch, revision);
            i = end;
        }
    }

    private static boolean told(WatchRecord.Told told, List<Truth.Due> due) {
        return due.stream().anyMatch(d -> d.type().equals(told.type()) && Arrays.equals(d.frame(), told.frame()));
    }
}
