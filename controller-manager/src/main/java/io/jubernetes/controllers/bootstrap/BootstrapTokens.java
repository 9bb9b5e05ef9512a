package io.jubernetes.controllers.bootstrap;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Has tokens sign the cluster's public information, and deletes tokens that are over. */
public final class BootstrapTokens {

    private static final String PUBLIC = "kube-public";
    private static final String INFORMATION = "cluster-info";
    private static final Key SIGNING = new Key(PUBLIC, INFORMATION);

    private final Environment environment;
    private final Informer<Secret> tokens;
    private final ResourceClient<ConfigMap> maps;
    private final ResourceClient<Secret> secrets;

    private BootstrapTokens(
            Environment environment,
            Informer<Secret> tokens,
            ResourceClient<ConfigMap> maps,
            ResourceClient<Secret> secrets) {
        this.environment = environment;
        this.tokens = tokens;
        this.maps = maps;
        this.secrets = secrets;
    }

    /**
     * Both controllers: a change of a token, of the information, and time can alter what they decide.
     *
     * @param signer for the account that signs
     * @param cleaner for the account that deletes
     */
    public static List<Part> create(ControllerContext signer, ControllerContext cleaner) {
        Informer<ConfigMap> maps = signer.informers().informerFor(ConfigMap.class);
        Informer<Secret> tokens = new Informer<>(
                signer.environment(),
                signer.client().resources(Secret.class),
                ListOptions.in(BootstrapToken.NAMESPACE).fieldSelector("type=" + BootstrapToken.TYPE),
                Map.of());
        BootstrapTokens both = new BootstrapTokens(
                signer.environment(),
                tokens,
                signer.client().resources(ConfigMap.class),
                cleaner.client().resources(Secret.class));
        Controller signing = signer.controller("bootstrap-signer", _ -> both.sign(maps));
        Controller cleaning = cleaner.controller("token-cleaner", both::clean);
        maps.addHandler(ChangeHandler.of(map -> {
            if (Key.of(map).equals(SIGNING)) {
                signing.enqueue(SIGNING);
            }
        }));
        tokens.addHandler(ChangeHandler.of(token -> {
            cleaning.enqueue(token);
            signing.enqueue(SIGNING);
        }));
        return List.of(Part.of(signing, tokens), Part.of(cleaning), starting(tokens));
    }

    /** These few Secrets have an informer of their own: all others are none of our business. */
    private static Part starting(Informer<Secret> tokens) {
        return new Part() {
            @Override
            public void start() {
                tokens.start();
            }

            @Override
            public void close() {
                // closed after the controllers that read it
            }
        };
    }

    private Result sign(Informer<ConfigMap> informer) {
        ConfigMap information = informer.get(PUBLIC, INFORMATION);
        if (information == null || information.getData() == null || !tokens.hasSynced()) {
            return Result.done();
        }
        Instant now = environment.now();
        List<BootstrapToken> valid = tokens.list().stream()
                .map(BootstrapToken::of)
                .filter(Objects::nonNull)
                .toList();
        Map<String, String> signed = Signatures.of(information.getData(), valid, now);
        if (!signed.equals(information.getData())) {
            maps.update(new ConfigMapBuilder(information).withData(signed).build());
        }
        return Result.done();
    }

    private Result clean(Key key) {
        Secret secret = tokens.get(key.namespace(), key.name());
        Instant end = secret == null ? null : BootstrapToken.expiration(secret);
        if (secret == null || end == null) {
            return Result.done();
        }
        Instant now = environment.now();
        if (now.isBefore(end)) {
            return Result.requeueAfter(Duration.between(now, end));
        }
        try {
            secrets.delete(
                    key.namespace(),
                    key.name(),
                    DeleteOptions.DEFAULT.ifUid(secret.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
        return Result.done();
    }
}
