package io.jubernetes.testing.e2e;

import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes the registries that they share. Where none can be had, the class is skipped. */
final class SharedImages implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        // here, and not where the parameter is wanted: JUnit takes an assumption that fails there for a failure
        Tools.requireBuilt();
        Tools.requirePodNetworks();
        Tools.requirePrograms("bash", "busybox", "docker-registry", "tar", "script", "unshare");
        Tools.anyKubectl();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == NodeImages.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedImages.class))
                .getOrComputeIfAbsent("images", key -> make(), NodeImages.class);
    }

    private static NodeImages make() {
        try {
            return new NodeImages();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
