package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import io.jubernetes.apiserver.cel.CompilationFailure;
import io.jubernetes.apiserver.cel.Expression;
import io.jubernetes.apiserver.cel.ExpressionCompiler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of one place in a schema: they all know {@code self} and {@code oldSelf}. */
final class RuleCompiler {

    private final JsonNode schema;
    private final SchemaType type;
    private @Nullable ExpressionCompiler plain;
    private @Nullable ExpressionCompiler withOptional;

    private RuleCompiler(JsonNode schema, SchemaType type) {
        this.schema = schema;
        this.type = type;
    }

    /** @param type of what the schema describes */
    static List<CompiledRule> compile(JsonNode schema, SchemaType type) {
        RuleCompiler compiler = new RuleCompiler(schema, type);
        return Rule.of(schema).stream().map(compiler::compile).toList();
    }

    private CompiledRule compile(Rule rule) {
        if (rule.rule().isBlank()) {
            return new CompiledRule(rule, null, "", null, "", "");
        }
        ExpressionCompiler compiler = rule.takesOptional() ? withOptional() : plain();
        Expression expression;
        try {
            expression = compiler.compile(rule.rule());
        } catch (CompilationFailure failure) {
            return failed(rule, "compilation failed: " + failure.text());
        }
        if (!expression.type().equals(SimpleType.BOOL)) {
            return failed(rule, "cel expression must evaluate to a bool");
        }
        String path = FieldPath.normal(rule.fieldPath(), schema);
        if (rule.messageExpression().isEmpty()) {
            return new CompiledRule(rule, expression, "", null, "", path);
        }
        try {
            Expression message = compiler.compile(rule.messageExpression());
            if (!message.type().equals(SimpleType.STRING)) {
                return new CompiledRule(
                        rule, expression, "", null, "messageExpression must evaluate to a string", path);
            }
            return new CompiledRule(rule, expression, "", message, "", path);
        } catch (CompilationFailure failure) {
            String problem = "messageExpression compilation failed: " + failure.text();
            return new CompiledRule(rule, expression, "", null, problem, path);
        }
    }

    private static CompiledRule failed(Rule rule, String error) {
        return new CompiledRule(rule, null, error, null, "", "");
    }

    private ExpressionCompiler plain() {
        if (plain == null) {
            plain = compiler(type.type());
        }
        return plain;
    }

    private ExpressionCompiler withOptional() {
        if (withOptional == null) {
            withOptional = compiler(OptionalType.create(type.type()));
        }
        return withOptional;
    }

    private ExpressionCompiler compiler(CelType oldSelf) {
        return new ExpressionCompiler(
                type.declarations(Map.of(CompiledRule.SELF, type.type(), CompiledRule.OLD_SELF, oldSelf)));
    }
}
