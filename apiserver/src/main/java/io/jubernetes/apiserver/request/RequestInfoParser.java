package io.jubernetes.apiserver.request;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.FieldSelector;
import io.jubernetes.apiserver.request.RequestInfo.ApiGroupVersion;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@link RequestInfo} off a request. */
public final class RequestInfoParser {

    private RequestInfoParser() {}

    public static RequestInfo parse(ApiRequest request) {
        Target target = target(request.path());
        String verb = verb(request, target);
        return target == null || !isCollective(verb)
                ? new RequestInfo(verb, request.path(), target)
                : collective(verb, request, target);
    }

    private static boolean isCollective(String verb) {
        return verb.equals("list") || verb.equals("watch") || verb.equals("deletecollection");
    }

    /** To list or watch objects of one name is to ask for that one. */
    private static RequestInfo collective(String verb, ApiRequest request, Target target) {
        FieldSelector selector = selector(request.query());
        boolean named = !target.name().isEmpty() || verb.equals("deletecollection");
        String name = selector.requirements().stream()
                .filter(wanted -> !named && wanted.equal() && wanted.field().equals("metadata.name"))
                .map(FieldSelector.Requirement::value)
                .findFirst()
                .orElse(target.name());
        Target one = new Target(
                target.api(), target.namespace(), target.resource(), name, target.subresource(), target.rest());
        return new RequestInfo(verb, request.path(), one, selector);
    }

    private static FieldSelector selector(QueryParameters query) {
        String text = query.first("fieldSelector");
        try {
            return text == null ? FieldSelector.EVERYTHING : FieldSelector.parse(text);
        } catch (ApiException malformed) {
            // refused where it is used
            return FieldSelector.EVERYTHING;
        }
    }

    private static String verb(ApiRequest request, @Nullable Target target) {
        if (target == null) {
            return request.method().toLowerCase(Locale.ROOT);
        }
        if (isOldWatch(request.path())) {
            // the old way to watch, by path; nothing else can be done there
            return request.method().equals("GET") ? "watch" : "other";
        }
        return verb(request.method(), target, request.query());
    }

    private static boolean isOldWatch(String path) {
        if (!path.contains("/watch/")) {
            return false;
        }
        List<String> parts = segments(path);
        return parts.get(parts.getFirst().equals("api") ? 2 : 3).equals("watch");
    }

    private static @Nullable Target target(String path) {
        List<String> parts = segments(path);
        if (parts.size() >= 3 && parts.getFirst().equals("api")) {
            return target(new ApiGroupVersion("", parts.get(1)), parts.subList(2, parts.size()));
        }
        if (parts.size() >= 4 && parts.getFirst().equals("apis")) {
            return target(new ApiGroupVersion(parts.get(1), parts.get(2)), parts.subList(3, parts.size()));
        }
        return null;
    }

    private static Target target(ApiGroupVersion api, List<String> parts) {
        List<String> left = parts;
        String namespace = "";
        if (left.getFirst().equals("watch") && left.size() > 1) {
            left = left.subList(1, left.size());
        }
        if (left.getFirst().equals("namespaces")) {
            boolean namespaceItself = left.size() <= 2 || isNamespaceSubresource(left.get(2));
            namespace = left.size() > 1 ? left.get(1) : "";
            left = namespaceItself ? left : left.subList(2, left.size());
        }
        String name = at(left, 1);
        String subresource = at(left, 2);
        String rest = left.size() > 3 ? "/" + String.join("/", left.subList(3, left.size())) : "";
        return new Target(api, namespace, left.getFirst(), name, subresource, rest);
    }

    private static boolean isNamespaceSubresource(String segment) {
        return segment.equals("status") || segment.equals("finalize");
    }

    private static String verb(String method, Target target, QueryParameters query) {
        boolean collection = target.name().isEmpty();
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            case "GET", "HEAD" -> {
                if (!target.subresource().isEmpty()) {
                    yield "get";
                }
                if (isWatch(query)) {
                    yield "watch";
                }
                yield collection ? "list" : "get";
            }
            default -> method.toLowerCase(Locale.ROOT);
        };
    }

    private static boolean isWatch(QueryParameters query) {
        String watch = query.first("watch");
        return watch != null && !watch.equals("0") && !watch.equalsIgnoreCase("false");
    }

    private static List<String> segments(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                parts.add(decode(part));
            }
        }
        return parts;
    }

    private static String decode(String segment) {
        try {
            return segment.indexOf('%') < 0
                    ? segment
                    : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }
}
