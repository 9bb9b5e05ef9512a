package io.jubernetes.testing.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes a cluster that they share: it is started for the first of them and closed behind the last test of all. They
 * keep to namespaces of their own and take everything else away again. Where no cluster can be had, the class is skipped.
 */
final class SharedCluster implements BeforeAllCallback, ParameterResolver {

    private record Holder(TestCluster cluster) implements AutoCloseable {
        @Override
        public void close() {
            cluster.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // here, and not where the parameter is wanted: JUnit takes an assumption that fails there for a failure
        Tools.requireBuilt();
        Tools.anyKubectl();
        cluster(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static TestCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedCluster.class))
                .getOrComputeIfAbsent("cluster", key -> new Holder(TestCluster.start(Tools.anyKubectl())), Holder.class)
                .cluster();
    }
}
