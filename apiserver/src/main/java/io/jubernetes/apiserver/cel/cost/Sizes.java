package io.jubernetes.apiserver.cel.cost;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the sizes of the parts of an expression, and where they lie below its variables. */
final class Sizes {

    /** How large the keys and the values of a list or map are. */
    record Entries(boolean ofList, Range key, Range value) {

        static @Nullable Entries union(@Nullable Entries a, @Nullable Entries b) {
            return a == null || b == null ? null : new Entries(a.ofList, a.key.union(b.key), a.value.union(b.value));
        }
    }

    private record Local(
            List<String> path,
            @Nullable Range size,
            @Nullable Entries entries) {}

    private final CelAbstractSyntaxTree ast;
    private final SizeHints hints;
    private final Map<Long, List<String>> paths = new HashMap<>();
    private final Map<Long, Range> sizes = new HashMap<>();
    private final Map<Long, Entries> entries = new HashMap<>();
    private final Map<String, Deque<Local>> locals = new HashMap<>();

    Sizes(CelAbstractSyntaxTree ast, SizeHints hints) {
        this.ast = ast;
        this.hints = hints;
    }

    @Nullable
    CelType type(CelExpr expression) {
        return ast.getType(expression.id()).orElse(null);
    }

    void lies(CelExpr expression, List<String> path) {
        paths.put(expression.id(), path);
    }

    void liesBelow(CelExpr expression, CelExpr above, String name) {
        lies(expression, below(path(above), name));
    }

    private static List<String> below(List<String> path, String name) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        return below;
    }

    /** Names that comprehensions make up are no variables. */
    List<String> rootOf(String name) {
        Local local = local(name);
        return local == null ? List.of(name) : local.path();
    }

    private List<String> path(CelExpr expression) {
        if (expression.exprKind().getKind() == Kind.IDENT) {
            Local local = local(expression.ident().name());
            if (local != null) {
                return local.path();
            }
        }
        return paths.getOrDefault(expression.id(), List.of());
    }

    Operand operand(CelExpr expression) {
        List<String> path = path(expression);
        boolean collected =
                !path.isEmpty() && (path.get(0).startsWith("__") || path.get(0).startsWith("@result"));
        return new Operand(collected ? List.of() : path, type(expression), expression, size(expression));
    }

    void has(CelExpr expression, @Nullable Range size) {
        if (size != null) {
            sizes.put(expression.id(), size);
        }
    }

    void hasEntries(CelExpr expression, @Nullable Entries of) {
        if (of != null) {
            entries.put(expression.id(), of);
        }
    }

    Range sizeOrUnknown(CelExpr expression) {
        Range size = size(expression);
        return size == null ? Range.UNKNOWN : size;
    }

    @Nullable
    Range size(CelExpr expression) {
        Range known = sizes.get(expression.id());
        if (known == null) {
            known = literal(expression);
        }
        List<String> path = path(expression);
        if (known == null && !path.isEmpty()) {
            known = hints.sizeOf(path);
            has(expression, known);
        }
        if (known == null && isScalar(type(expression))) {
            return Range.ONE;
        }
        if (known == null && expression.exprKind().getKind() == Kind.IDENT) {
            Local local = local(expression.ident().name());
            return local == null ? null : local.size();
        }
        return known;
    }

    private static @Nullable Range literal(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case LIST -> Range.exactly(expression.list().elements().size());
            case MAP -> Range.exactly(expression.map().entries().size());
            case CONSTANT -> constant(expression.constant());
            default -> null;
        };
    }

    private static Range constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE ->
                Range.exactly(constant.stringValue()
                        .codePointCount(0, constant.stringValue().length()));
            case BYTES_VALUE -> Range.exactly(constant.bytesValue().size());
            default -> Range.ONE;
        };
    }

    private static boolean isScalar(@Nullable CelType type) {
        if (type instanceof OptionalType maybe) {
            return isScalar(maybe.parameters().get(0));
        }
        return type != null
                && switch (type.kind()) {
                    case BOOL, DOUBLE, DURATION, INT, TIMESTAMP, UINT -> true;
                    default -> false;
                };
    }

    @Nullable
    Entries entries(CelExpr expression) {
        Entries known = entries.get(expression.id());
        if (known == null && expression.exprKind().getKind() == Kind.IDENT) {
            Local local = local(expression.ident().name());
            return local == null ? null : local.entries();
        }
        return known;
    }

    private @Nullable Local local(String name) {
        Deque<Local> stack = locals.get(name);
        return stack == null ? null : stack.peek();
    }

    private void push(String name, Local local) {
        locals.computeIfAbsent(name, n -> new ArrayDeque<>()).push(local);
    }

    void pop(String name) {
        locals.getOrDefault(name, new ArrayDeque<>()).pop();
    }

    /** A variable that holds what an expression gives. */
    void push(String name, CelExpr value) {
        push(name, new Local(path(value), size(value), entries(value)));
    }

    /** A variable that goes over the keys of a map, or the items of a list. */
    void pushSingle(String name, CelExpr range) {
        if (isList(range)) {
            pushValue(name, range);
        } else {
            pushKey(name, range);
        }
    }

    void pushKey(String name, CelExpr range) {
        Entries of = entries(range);
        String part = isList(range) ? "@indices" : SizeHints.KEYS;
        push(name, new Local(below(path(range), part), of == null ? null : of.key(), null));
    }

    void pushValue(String name, CelExpr range) {
        Entries of = entries(range);
        String part = isList(range) ? SizeHints.ITEMS : SizeHints.VALUES;
        push(name, new Local(below(path(range), part), of == null ? null : of.value(), null));
    }

    private boolean isList(CelExpr range) {
        Entries of = entries(range);
        CelType type = type(range);
        return of != null ? of.ofList() : type != null && type.kind() == CelKind.LIST;
    }
}
