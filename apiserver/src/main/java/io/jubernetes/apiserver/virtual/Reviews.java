package io.jubernetes.apiserver.virtual;

import io.jubernetes.apiserver.virtual.ReviewHandler.Resource;
import io.jubernetes.apiserver.virtual.ReviewHandler.Review;
import java.util.LinkedHashMap;
import java.util.Map;

/** All review resources. */
public final class Reviews {

    private static final String AUTHORIZATION = "authorization.k8s.io";
    private static final String AUTHENTICATION = "authentication.k8s.io";

    private Reviews() {}

    public static ReviewHandler handler(AccessReviews access, IdentityReviews identity) {
        Map<Resource, Review> all = new LinkedHashMap<>();
        all.put(new Resource(AUTHORIZATION, "selfsubjectaccessreviews", "SelfSubjectAccessReview"), access::self);
        all.put(new Resource(AUTHORIZATION, "subjectaccessreviews", "SubjectAccessReview"), access::subject);
        all.put(new Resource(AUTHORIZATION, "localsubjectaccessreviews", "LocalSubjectAccessReview"), access::local);
        all.put(new Resource(AUTHORIZATION, "selfsubjectrulesreviews", "SelfSubjectRulesReview"), access::rules);
        all.put(new Resource(AUTHENTICATION, "selfsubjectreviews", "SelfSubjectReview"), identity::self);
        all.put(new Resource(AUTHENTICATION, "tokenreviews", "TokenReview"), identity::token);
        return new ReviewHandler(all);
    }
}
