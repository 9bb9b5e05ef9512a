package io.jubernetes.apiserver.cel.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apiserver.cel.CompilationFailure;
import io.jubernetes.apiserver.cel.Declarations;
import io.jubernetes.apiserver.cel.Expression;
import io.jubernetes.apiserver.cel.ExpressionCompiler;
import io.jubernetes.apiserver.cel.cost.SizeHints;
import io.jubernetes.apiserver.cel.eval.CostMeter;
import io.jubernetes.apiserver.cel.eval.Scope;
import io.jubernetes.apiserver.cel.library.Semver;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.CostExceeded;
import io.jubernetes.apiserver.cel.value.PlainMap;
import java.util.List;
import java.util.Map;

/**
 * A selector of devices: {@code device.driver}, {@code device.attributes["DOMAIN"].NAME}, {@code device.capacity["DOMAIN"].NAME},
 * {@code device.allowMultipleAllocations}. Names without a domain are the driver's. Safe for use by several threads.
 */
public final class DeviceExpression {

    /** Made when the first expression is compiled. */
    private static final class Compiler {
        private static final ExpressionCompiler INSTANCE = new ExpressionCompiler(new Declarations(
                Map.of("device", MapType.create(SimpleType.STRING, SimpleType.DYN)), List.of(), SizeHints.NONE));
    }

    private final Expression expression;

    private DeviceExpression(Expression expression) {
        this.expression = expression;
    }

    /** @throws IllegalArgumentException with what is wrong with the text */
    public static DeviceExpression compile(String text) {
        try {
            Expression expression = Compiler.INSTANCE.compile(text);
            CelType type = expression.type();
            if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
                throw new IllegalArgumentException("must evaluate to bool or the unknown type, not " + type.name());
            }
            return new DeviceExpression(expression);
        } catch (CompilationFailure e) {
            throw new IllegalArgumentException("compilation failed: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the device is meant.
     *
     * @param device an item of {@code spec.devices} of a ResourceSlice
     * @throws IllegalArgumentException when the expression has no value for it
     */
    public boolean test(String driver, JsonNode device) {
        try {
            Object value = expression.evaluate(
                    Scope.of("device", variable(driver, device)), new CostMeter(Expression.COST_LIMIT));
            if (value instanceof Boolean flag) {
                return flag;
            }
            throw new IllegalArgumentException(
                    "CEL result of type " + value.getClass().getSimpleName() + " could not be converted to bool");
        } catch (CelError e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (CostExceeded e) {
            throw new IllegalArgumentException("actual cost limit exceeded", e);
        }
    }

    private static PlainMap variable(String driver, JsonNode device) {
        DomainMap attributes = new DomainMap();
        device.path("attributes")
                .properties()
                .forEach(field -> attributes.put(driver, field.getKey(), attribute(field.getValue())));
        DomainMap capacity = new DomainMap();
        device.path("capacity")
                .properties()
                .forEach(field -> capacity.put(
                        driver,
                        field.getKey(),
                        Quantity.parse(field.getValue().path("value").asText("0"))));
        PlainMap variable = new PlainMap();
        variable.put("driver", driver);
        variable.put("attributes", attributes);
        variable.put("capacity", capacity);
        variable.put(
                "allowMultipleAllocations",
                device.path("allowMultipleAllocations").asBoolean(false));
        return variable;
    }

    private static Object attribute(JsonNode value) {
        if (value.has("version")) {
            return Semver.parse(value.path("version").asText());
        }
        if (value.has("bool")) {
            return value.path("bool").asBoolean();
        }
        return value.has("int")
                ? (Object) value.path("int").asLong()
                : value.path("string").asText();
    }
}
