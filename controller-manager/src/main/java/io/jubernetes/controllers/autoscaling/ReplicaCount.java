package io.jubernetes.controllers.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How many pods a metric asks for. What is unknown is taken to speak against a change: pods without a metric count as using all they
 * should when the others ask for less, and nothing when they ask for more.
 *
 * @param current how many pods there are to be now
 * @param up by how much the ratio of what is to what should be may be above 1 without a change
 * @param down by how much it may be below 1
 */
record ReplicaCount(int current, double up, double down) {

    /** What a metric of pods is compared with. */
    interface Usage {
        /** What is to what should be. */
        double ratio(Map<String, Sample> metrics);

        /** What a pod without a metric is taken to use when the others use less than they should. */
        long fallback(String pod);
    }

    /** As a part of what the pods request. @param percent the target */
    record Utilization(Map<String, Long> requests, int percent) implements Usage {
        @Override
        public double ratio(Map<String, Sample> metrics) {
            return (double) current(metrics) / percent;
        }

        /** In percent, rounded down. */
        int current(Map<String, Sample> metrics) {
            long used = 0;
            long requested = 0;
            for (Map.Entry<String, Sample> metric : metrics.entrySet()) {
                Long request = requests.get(metric.getKey());
                if (request != null) {
                    used += metric.getValue().milli();
                    requested += request;
                }
            }
            if (requested == 0) {
                throw new MetricException("no metrics returned matched known pods");
            }
            return (int) (used * 100 / requested);
        }

        @Override
        public long fallback(String pod) {
            return requests.getOrDefault(pod, 0L) * Math.max(100, percent) / 100;
        }
    }

    /** As an amount for each pod. */
    record Average(long target) implements Usage {
        @Override
        public double ratio(Map<String, Sample> metrics) {
            return (double) average(metrics) / target;
        }

        @Override
        public long fallback(String pod) {
            return target;
        }
    }

    static long average(Map<String, Sample> metrics) {
        ToLongFunction<Sample> milli = Sample::milli;
        return metrics.isEmpty()
                ? 0
                : metrics.values().stream().mapToLong(milli).sum() / metrics.size();
    }

    private boolean isTolerated(double ratio) {
        return ratio <= 1 + up && ratio >= 1 - down;
    }

    /** @param metrics of all pods of the target */
    int ofPods(Map<String, Sample> metrics, PodGroups groups, Usage usage) {
        Map<String, Sample> counted = new LinkedHashMap<>(metrics);
        counted.keySet().removeAll(groups.ignored());
        counted.keySet().removeAll(groups.unready());
        if (counted.isEmpty()) {
            throw new MetricException("did not receive metrics for targeted pods (pods might be unready)");
        }
        double ratio = usage.ratio(counted);
        boolean growsWithUnready = !groups.unready().isEmpty() && ratio > 1;
        if (!growsWithUnready && groups.missing().isEmpty()) {
            return isTolerated(ratio) ? current : (int) Math.ceil(ratio * groups.ready());
        }
        if (ratio != 1) {
            groups.missing().forEach(pod -> counted.put(pod, assumed(ratio < 1 ? usage.fallback(pod) : 0)));
        }
        if (growsWithUnready) {
            groups.unready().forEach(pod -> counted.put(pod, assumed(0)));
        }
        return cautious(ratio, usage.ratio(counted), counted.size());
    }

    private static Sample assumed(long milli) {
        return new Sample(milli, Instant.EPOCH, Duration.ZERO);
    }

    private int cautious(double before, double ratio, int pods) {
        boolean turned = (before < 1 && ratio > 1) || (before > 1 && ratio < 1);
        if (isTolerated(ratio) || turned) {
            return current;
        }
        int wanted = (int) Math.ceil(ratio * pods);
        boolean wrongWay = (ratio < 1 && wanted > current) || (ratio > 1 && wanted < current);
        return wrongWay ? current : wanted;
    }

    /** By one amount for all pods together. @param ready how many of them are ready */
    int ofValue(long milli, long target, int ready) {
        double ratio = (double) milli / target;
        if (current == 0) {
            return (int) Math.ceil(ratio);
        }
        return isTolerated(ratio) ? current : (int) Math.ceil(ratio * ready);
    }

    /** By one amount that the pods share. @param replicas how many there are */
    int ofShare(long milli, long targetEach, int replicas) {
        double ratio = (double) milli / ((double) targetEach * replicas);
        return replicas != 0 && isTolerated(ratio) ? replicas : (int) Math.ceil((double) milli / targetEach);
    }
}
