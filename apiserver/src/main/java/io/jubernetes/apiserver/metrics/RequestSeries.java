package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import java.util.Locale;

/** What requests have in common that are counted together. All of it comes from what is served, so that there are not too many. */
record RequestSeries(
        String verb, String dryRun, String group, String version, String resource, String subresource, String scope) {

    static RequestSeries of(RequestContext context, ResourceType type, Target target) {
        return new RequestSeries(
                verb(context, target),
                context.request().query().first("dryRun") == null ? "" : "All",
                type.group(),
                type.version(),
                type.plural(),
                type.subresource(target.subresource()) == null ? "" : target.subresource(),
                scope(context, target));
    }

    /** As upstream calls them here: those of HTTP, and some more. */
    private static String verb(RequestContext context, Target target) {
        String verb = context.info().verb();
        return switch (verb) {
            case "create", "get" -> isConnect(target.subresource()) ? "CONNECT" : verb.equals("get") ? "GET" : "POST";
            case "update" -> "PUT";
            case "patch" ->
                String.valueOf(context.request().headers().first("content-type"))
                                .startsWith("application/apply-patch")
                        ? "APPLY"
                        : "PATCH";
            case "list", "watch", "delete", "deletecollection" -> verb.toUpperCase(Locale.ROOT);
            default -> "OTHER";
        };
    }

    private static boolean isConnect(String subresource) {
        return switch (subresource) {
            case "exec", "attach", "portforward", "proxy" -> true;
            default -> false;
        };
    }

    private static String scope(RequestContext context, Target target) {
        boolean one = !target.name().isEmpty() || context.info().verb().equals("create");
        return one ? "resource" : target.namespace().isEmpty() ? "cluster" : "namespace";
    }

    /** The labels without that of dry runs. */
    String[] labelsOfReal(String... more) {
        String[] all = labels(more);
        String[] real = new String[all.length - 2];
        System.arraycopy(all, 0, real, 0, 2);
        System.arraycopy(all, 4, real, 2, real.length - 2);
        return real;
    }

    /** The labels, and more behind them. */
    String[] labels(String... more) {
        String[] own = {
            "component", "apiserver",
            "dry_run", dryRun,
            "group", group,
            "resource", resource,
            "scope", scope,
            "subresource", subresource,
            "verb", verb,
            "version", version
        };
        String[] all = new String[own.length + more.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        return all;
    }
}
