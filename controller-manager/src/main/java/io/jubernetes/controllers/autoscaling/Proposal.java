package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one metric asks for.
 *
 * @param metric in the words of events
 * @param status of the metric, as in {@code status.currentMetrics}
 */
record Proposal(int replicas, String metric, ObjectNode status) {}
