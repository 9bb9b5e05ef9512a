package io.jubernetes.apiserver;

import io.jubernetes.apiserver.ApiServerConfig.Services;
import io.jubernetes.apiserver.aggregation.FrontProxy;
import io.jubernetes.apiserver.allocation.ServiceAllocation;
import io.jubernetes.apiserver.authentication.BearerTokens;
import io.jubernetes.apiserver.authentication.ClientCertificates;
import io.jubernetes.apiserver.authentication.Credentials;
import io.jubernetes.apiserver.authentication.TokenAuthenticator;
import io.jubernetes.apiserver.authorization.FirstDecision;
import io.jubernetes.apiserver.bootstrap.Bootstrap;
import io.jubernetes.apiserver.bootstrap.ClusterObjects;
import io.jubernetes.apiserver.bootstrap.DefaultObjects;
import io.jubernetes.apiserver.customresource.PrinterTables;
import io.jubernetes.apiserver.discovery.DiscoveryEndpoint;
import io.jubernetes.apiserver.discovery.IndexEndpoint;
import io.jubernetes.apiserver.health.ComponentStatuses;
import io.jubernetes.apiserver.health.HealthCheck;
import io.jubernetes.apiserver.health.HealthCheck.Scope;
import io.jubernetes.apiserver.health.HealthEndpoint;
import io.jubernetes.apiserver.metrics.MetricsEndpoint;
import io.jubernetes.apiserver.metrics.ServerMetrics;
import io.jubernetes.apiserver.nodeproxy.PodStreams;
import io.jubernetes.apiserver.nodeproxy.ProxyHandler;
import io.jubernetes.apiserver.openapi.OpenApiEndpoint;
import io.jubernetes.apiserver.surface.Authorizer;
import io.jubernetes.apiserver.surface.CoreServices;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import io.jubernetes.apiserver.surface.SubresourceHandler;
import io.jubernetes.apiserver.surface.Surface;
import io.jubernetes.apiserver.table.KindTables;
import io.jubernetes.apiserver.table.TableConvertor;
import io.jubernetes.apiserver.token.OpenIdEndpoint;
import io.jubernetes.apiserver.token.ServiceAccountTokens;
import io.jubernetes.apiserver.token.SigningKey;
import io.jubernetes.apiserver.token.TokenRequestHandler;
import io.jubernetes.apiserver.token.TokenSettings;
import io.jubernetes.apiserver.version.VersionEndpoint;
import io.jubernetes.apiserver.virtual.AccessReviews;
import io.jubernetes.apiserver.virtual.IdentityReviews;
import io.jubernetes.apiserver.virtual.Reviews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Plugs the parts together that surround the core: the one place that names them all. */
final class SurfaceAssembly {

    private final CoreServices core;
    private final ServerMetrics metrics;
    private final TokenSettings tokenSettings;
    private final ServiceAccountTokens accountTokens;
    private final ServiceAllocation allocation;
    private final BearerTokens bearerTokens;
    private final Authorizer authorizer;
    private final TableConvertor tables;
    private final ComponentStatuses components;
    private final AtomicBoolean bootstrapped = new AtomicBoolean();

    SurfaceAssembly(CoreServices core, ServerMetrics metrics) {
        this.core = core;
        this.metrics = metrics;
        TokenSettings given = core.config().access().serviceAccounts();
        this.tokenSettings = given == null ? TokenSettings.with(SigningKey.generate()) : given;
        this.accountTokens = new ServiceAccountTokens(core.environment(), tokenSettings, core.objects());
        this.bearerTokens = bearerTokens();
        this.authorizer =
                FirstDecision.of(core.config().access().mode(), core.objects(), () -> Bootstrap.rulesOf("system:node"));
        this.allocation = new ServiceAllocation(core.config(), core.environment(), core.objects());
        this.tables = new PrinterTables(core.types(), new KindTables());
        this.components = new ComponentStatuses(tables, core.environment());
        components.add("etcd-0", this::storeTrouble);
    }

    ComponentStatuses components() {
        return components;
    }

    Surface surface() {
        return new Surface(
                access(),
                endpoints(),
                subresources(),
                List.of(allocation),
                tables,
                List.of(
                        () -> allocation.complete(core.seeds()),
                        bootstrap(),
                        defaults(),
                        () -> bootstrapped.set(true)));
    }

    private Surface.Access access() {
        boolean anonymous = core.config().access().anonymous();
        Credentials credentials = new Credentials(List.of(new ClientCertificates(), bearerTokens), anonymous);
        return new Surface.Access(credentials, authorizer);
    }

    private BearerTokens bearerTokens() {
        List<TokenAuthenticator> kinds = new ArrayList<>();
        if (core.config().access().staticTokens() != null) {
            kinds.add(core.config().access().staticTokens());
        }
        kinds.add(accountTokens);
        return new BearerTokens(kinds);
    }

    private List<NonResourceEndpoint> endpoints() {
        Services services = core.config().services();
        String address = services.advertiseAddress() + ":" + services.advertisePort();
        DiscoveryEndpoint discovery = new DiscoveryEndpoint(core.types(), address);
        List<String> others = List.of(
                "/healthz",
                "/livez",
                "/readyz",
                "/version",
                "/metrics",
                "/openapi/v2",
                "/openapi/v3",
                "/.well-known/openid-configuration",
                "/openid/v1/jwks");
        return List.of(
                discovery,
                new HealthEndpoint(checks()),
                new VersionEndpoint(),
                new MetricsEndpoint(metrics, core.objects(), core.types(), VersionEndpoint.GIT_VERSION),
                new OpenApiEndpoint(core.environment(), core.types(), VersionEndpoint.GIT_VERSION),
                new OpenIdEndpoint(tokenSettings),
                new IndexEndpoint(() -> Stream.concat(discovery.paths().stream(), others.stream())));
    }

    private List<HealthCheck> checks() {
        return List.of(
                HealthCheck.ping(),
                // named as probes know it, whatever the engine
                new HealthCheck("etcd", Scope.ALWAYS, this::storeTrouble),
                new HealthCheck(
                        "poststarthook/bootstrap",
                        Scope.READINESS,
                        () -> bootstrapped.get() ? Optional.empty() : Optional.of("not finished")));
    }

    private Optional<String> storeTrouble() {
        core.objects().revision("", "namespaces");
        return Optional.empty();
    }

    private List<SubresourceHandler> subresources() {
        return List.of(
                components,
                new TokenRequestHandler(core.environment(), core.objects(), accountTokens),
                new PodStreams(core.environment(), core.objects(), core.config().nodes()),
                new ProxyHandler(
                        core.environment(), core.objects(), core.config().nodes()),
                Reviews.handler(new AccessReviews(authorizer), new IdentityReviews(core.environment(), bearerTokens)));
    }

    private Bootstrap bootstrap() {
        ClusterObjects wanted = new ClusterObjects(
                core.config().services(),
                allocation.firstAddress(),
                FrontProxy.published(
                        core.config().access().clusterCa(), core.config().frontProxy()));
        return new Bootstrap(core.loopback(), core.objects(), wanted.all());
    }

    private DefaultObjects defaults() {
        String range = core.config().services().clusterIpRange();
        return new DefaultObjects(core.environment(), core.objects(), core.seeds(), core.loopback(), range);
    }
}
