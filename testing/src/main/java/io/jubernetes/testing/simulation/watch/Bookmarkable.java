package io.jubernetes.testing.simulation.watch;

/** Once a bookmark was told, everything up to it was told before, and nothing up to it comes later. */
final class Bookmarkable implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        long bookmark = 0;
        long told = watch.after();
        for (WatchRecord.Call call : watch.calls()) {
            switch (call) {
                case WatchRecord.Bookmark(long revision) -> {
                    require(revision >= bookmark, watch, revision);
                    bookmark = revision;
                    require(truth.between(watch.selection(), told, bookmark).isEmpty(), watch, bookmark);
                }
                case WatchRecord.Told event -> {
                    require(event.revision() > bookmark, watch, event.revision());
                    told = event.revision();
                }
            }
        }
    }
}
