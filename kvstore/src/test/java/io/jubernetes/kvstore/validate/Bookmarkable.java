package io.jubernetes.kvstore.validate;

/** Once progress to a revision was told, everything up to it was told before, and nothing up to it comes later. */
final class Bookmarkable implements WatchGuarantee {

    @Override
    public void check(WatchRecord watch, Truth truth) {
        long bookmark = 0;
        long told = watch.after();
        for (WatchRecord.Call call : watch.calls()) {
            switch (call) {
                case WatchRecord.Progress progress -> {
                    require(progress.revision() >= bookmark, watch, progress.revision());
                    bookmark = progress.revision();
                    require(truth.between(watch.prefix(), told, bookmark).isEmpty(), watch, bookmark);
                }
                case WatchRecord.Told events -> {
                    require(events.revision() > bookmark, watch, events.revision());
                    told = events.revision();
                }
            }
        }
    }
}
