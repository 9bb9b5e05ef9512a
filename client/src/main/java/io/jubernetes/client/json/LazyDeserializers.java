package io.jubernetes.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerFactory;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a class of the model when the first object of it is read. Left alone, Jackson looks at all that a Pod could hold
 * before it reads the first one: some hundred classes, most of them kinds of volumes that nobody uses, and most of the time
 * that a process needs for its first list.
 */
final class LazyDeserializers extends Deserializers.Base {

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) {
        boolean ofTheModel = KubernetesResource.class.isAssignableFrom(type.getRawClass()) && type.isConcrete();
        return ofTheModel ? new Lazy(type) : null;
    }

    private static final class Lazy extends StdDeserializer<Object> {

        private final JavaType type;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable JsonDeserializer<Object> real;

        Lazy(JavaType type) {
            super(type);
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return real(context).deserialize(parser, context);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context, Object into) throws IOException {
            return real(context).deserialize(parser, context, into);
        }

        private JsonDeserializer<Object> real(DeserializationContext context) throws JsonMappingException {
            JsonDeserializer<Object> known = real;
            if (known != null) {
                return known;
            }
            lock.lock();
            try {
                JsonDeserializer<Object> built = real == null ? build(context) : real;
                real = built;
                return built;
            } finally {
                lock.unlock();
            }
        }

        @SuppressWarnings("unchecked") // deserializers are of Object wherever Jackson keeps them
        private JsonDeserializer<Object> build(DeserializationContext context) throws JsonMappingException {
            BeanDeserializerFactory factory = (BeanDeserializerFactory) context.getFactory();
            BeanDescription description = context.getConfig().introspect(type);
            JsonDeserializer<Object> built = factory.buildBeanDeserializer(context, type, description);
            if (built instanceof ResolvableDeserializer resolvable) {
                resolvable.resolve(context);
            }
            return (JsonDeserializer<Object>) context.handlePrimaryContextualization(built, null, type);
        }
    }
}
