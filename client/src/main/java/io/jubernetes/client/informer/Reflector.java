package io.jubernetes.client.informer;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.MalformedFrameException;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.ResourceList;
import io.jubernetes.client.WatchEvent;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists, then watches from what was listed, and begins again when that is not possible any more. */
final class Reflector<T> implements Environment.Body {

    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    private static final int PAGE = 500;
    /** A watch that ended sooner, without news, is not begun again at once. */
    private static final Duration SHORT_WATCH = Duration.ofSeconds(1);

    private static final int WATCH_SECONDS = 300;
    /** A server that lets a watch go on for longer than it was asked to is not there any more. */
    private static final Duration WATCH_GRACE = Duration.ofSeconds(30);

    private final Environment environment;
    private final ResourceClient<T> resources;
    private final ListOptions which;
    private final Deliveries<T> deliveries;
    private final CountDownLatch synced;
    private final Pauses pauses;
    private final Watchdog watchdog;
    /** Where to watch from; null when a list is due. */
    private @Nullable String version;

    Reflector(
            Environment environment,
            ResourceClient<T> resources,
            ListOptions which,
            Deliveries<T> deliveries,
            CountDownLatch synced) {
        this.environment = environment;
        this.resources = resources;
        this.which = which;
        this.deliveries = deliveries;
        this.synced = synced;
        this.pauses = new Pauses(environment);
        this.watchdog = new Watchdog(environment);
    }

    @Override
    public void run() throws InterruptedException {
        while (true) {
            try {
                if (version == null) {
                    list();
                }
                watch(version == null ? "" : version);
            } catch (ApiException e) {
                refused(e);
            } catch (UncheckedIOException e) {
                disconnected(e);
            } catch (RuntimeException e) {
                // a fault, here or in a handler's way of reading: no reason for every cache to stand still from now on
                LOG.error("Informer failed, listing again: resource={}", resources.resource(), e);
                version = null;
                pauses.pause();
            }
        }
    }

    private void list() {
        List<T> items = new ArrayList<>();
        ListOptions page = which.limit(PAGE);
        ResourceList<T> list = resources.list(page);
        items.addAll(list.items());
        while (!list.continueToken().isEmpty()) {
            list = resources.list(page.continueToken(list.continueToken()));
            items.addAll(list.items());
        }
        deliveries.replaceAll(items);
        version = list.resourceVersion();
        pauses.reset();
        synced.countDown();
    }

    private void watch(String from) throws InterruptedException {
        // spread, so that not all watches of a process end at the same time
        int seconds = WATCH_SECONDS + environment.random().nextInt(WATCH_SECONDS);
        long begin = environment.nanoTime();
        watchdog.guard(
                Duration.ofSeconds(seconds).plus(WATCH_GRACE),
                () -> resources.watch(
                        which.resourceVersion(from).bookmarks().timeout(Duration.ofSeconds(seconds)), this::take));
        if (from.equals(version) && environment.nanoTime() - begin < SHORT_WATCH.toNanos()) {
            pauses.pause();
        }
    }

    private boolean take(WatchEvent<T> event) {
        deliveries.apply(event);
        version = switch (event) {
            case WatchEvent.Added<T>(T object) -> resources.codec().resourceVersion(object);
            case WatchEvent.Modified<T>(T object) -> resources.codec().resourceVersion(object);
            case WatchEvent.Deleted<T>(T object) -> resources.codec().resourceVersion(object);
            case WatchEvent.Bookmark<T>(String at, boolean _) -> at;
        };
        pauses.reset();
        return true;
    }

    private void refused(ApiException e) throws InterruptedException {
        boolean tooOld = e.is(StatusReason.Expired) || e.is(StatusReason.Gone) || e.code() == 410;
        if (tooOld && version != null) {
            LOG.debug("Watch is too old, listing again: resource={} message={}", resources.resource(), e.getMessage());
            version = null;
            return;
        }
        LOG.warn(
                "List or watch was refused: resource={} code={} message={}",
                resources.resource(),
                e.code(),
                e.getMessage());
        version = null;
        pauses.pause();
    }

    private void disconnected(UncheckedIOException e) throws InterruptedException {
        // a limit on a socket has the same type, but nobody interrupted then
        if (e.getCause() instanceof InterruptedIOException && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (e.getCause() instanceof MalformedFrameException) {
            version = null;
        }
        LOG.warn("List or watch broke off: resource={} cause={}", resources.resource(), String.valueOf(e.getCause()));
        pauses.pause();
    }
}
