package io.jubernetes.apiserver.request;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.schema.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request on its way through the pipeline, with what the stages found out about it. Used by one thread. */
public final class RequestContext {

    public static final UserInfo ANONYMOUS = new UserInfo("system:anonymous", "system:unauthenticated");

    private final ApiRequest request;
    private final RequestInfo info;
    private final String id;
    private final Set<String> warnings = new LinkedHashSet<>();
    private UserInfo user = ANONYMOUS;
    private @Nullable ResourceType served;
    private @Nullable String deprecation;

    /** @param id names the request in the log and in the {@code Audit-Id} header */
    public RequestContext(ApiRequest request, RequestInfo info, String id) {
        this.request = request;
        this.info = info;
        this.id = id;
    }

    public ApiRequest request() {
        return request;
    }

    public RequestInfo info() {
        return info;
    }

    public String id() {
        return id;
    }

    /** Who asks; anonymous until authentication said otherwise. */
    public UserInfo user() {
        return user;
    }

    public void authenticated(UserInfo found) {
        this.user = found;
    }

    /** What is asked for, once it is known that it is served; else null. */
    public @Nullable ResourceType served() {
        return served;
    }

    public void serves(ResourceType type) {
        this.served = type;
    }

    /** Adds a text that clients show their user; repeated texts count once. */
    public void warn(String text) {
        warnings.add(text);
    }

    /** As {@link #warn}, of something that was asked for and is going away. */
    public void warnOfDeprecation(String text) {
        warn(text);
        deprecation = text;
    }

    /** What was told of what is asked for, which is going away; else null. */
    public @Nullable String deprecation() {
        return deprecation;
    }

    public List<String> warnings() {
        return new ArrayList<>(warnings);
    }
}
