package io.jubernetes.apiserver.rules;

import io.jubernetes.apiserver.rules.Rule.Check;

/** What is too particular for words: code with a name, {@code check NAME} in a rule. */
final class Particular {

    private Particular() {}

    static Check named(String name) {
        return switch (name) {
            case "pod" -> PodChecks::pod;
            case "spread" -> PodChecks::spread;
            case "escalation" -> PodChecks::escalation;
            case "comparison" -> PodChecks::comparison;
            case "env-source" -> PodChecks::environmentSource;
            case "size-limit" -> PodChecks::sizeLimit;
            case "resources" -> ResourceChecks::requirements;
            case "limit-range" -> ResourceChecks::limitRange;
            case "quota" -> ResourceChecks::quota;
            case "alone" -> StorageChecks::alone;
            case "only-storage" -> StorageChecks::onlyStorage;
            case "claim-size" -> StorageChecks::claimSize;
            case "selected-template" -> WorkloadChecks::selectedTemplate;
            case "plain-selector" -> WorkloadChecks::plainSelector;
            case "rolling-update" -> WorkloadChecks::rollingUpdate;
            case "deadline" -> WorkloadChecks::deadline;
            case "selected-job" -> WorkloadChecks::selectedJob;
            case "job-restart-policy" -> WorkloadChecks::jobRestartPolicy;
            case "not-below-minimum" -> WorkloadChecks::notBelowMinimum;
            case "up-to-all" -> WorkloadChecks::upToAll;
            case "ingress-rules" -> NetworkChecks::ingressRules;
            case "ingress-path" -> NetworkChecks::ingressPath;
            case "backend-port" -> NetworkChecks::backendPort;
            case "peer" -> NetworkChecks::peer;
            case "policy-port" -> NetworkChecks::policyPort;
            case "except" -> NetworkChecks::except;
            case "endpoint-addresses" -> NetworkChecks::endpointAddresses;
            case "either-resources" -> AccessChecks::eitherResources;
            case "certificate-request" -> AccessChecks::certificateRequest;
            case "review-versions" -> AccessChecks::reviewVersions;
            case "webhook-url" -> AccessChecks::webhookUrl;
            case "api-service-name" -> AccessChecks::apiServiceName;
            case "star-alone" -> AccessChecks::starAlone;
            default -> throw new IllegalArgumentException("no such check: " + name);
        };
    }
}
