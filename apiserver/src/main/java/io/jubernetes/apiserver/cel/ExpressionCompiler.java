package io.jubernetes.apiserver.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import io.jubernetes.apiserver.cel.cost.CostEstimation;
import io.jubernetes.apiserver.cel.eval.Planner;
import io.jubernetes.apiserver.cel.library.FunctionTable;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes expressions from texts that know the same variables. Safe for use by several threads. */
public final class ExpressionCompiler {

    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 250;
    private static final String SOURCE = "<input>";

    /** Made when the first expression is compiled: a server without any never loads the library. */
    private static final class Base {

        private static final FunctionTable FUNCTIONS = FunctionTable.kubernetes();
        private static final CelCompiler COMPILER = compiler();

        private static CelCompiler compiler() {
            CelOptions options = CelOptions.current()
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(DEEPEST)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();
            return CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(options)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addMacros(SortBy.MACRO)
                    .addLibraries(CelExtensions.optional(), CelExtensions.comprehensions())
                    .addFunctionDeclarations(FUNCTIONS.declarations())
                    .build();
        }
    }

    /** Types by their names. */
    @SuppressWarnings("Immutable") // the list is
    private record Structs(ImmutableList<CelType> types) implements CelTypeProvider {

        static Structs of(Collection<StructType> types) {
            return new Structs(ImmutableList.copyOf(types));
        }

        @Override
        public Optional<CelType> findType(String name) {
            return types.stream().filter(type -> type.name().equals(name)).findFirst();
        }
    }

    private final CelCompiler compiler;
    private final Declarations declarations;

    public ExpressionCompiler(Declarations declarations) {
        this.declarations = declarations;
        CelCompilerBuilder builder = Base.COMPILER.toCompilerBuilder();
        declarations.variables().forEach(builder::addVar);
        this.compiler =
                builder.setTypeProvider(Structs.of(declarations.structs())).build();
    }

    public Expression compile(String text) throws CompilationFailure {
        try {
            CelAbstractSyntaxTree ast = checked(text);
            LiteralChecks.check(ast);
            long cost = CostEstimation.of(ast, declarations.hints()).max();
            return new Expression(Planner.plan(ast, Base.FUNCTIONS), ast.getResultType(), names(ast), cost);
        } catch (StackOverflowError tooDeep) {
            throw new CompilationFailure("ERROR: <input>:-1:0: expression is nested too deeply");
        }
    }

    private CelAbstractSyntaxTree checked(String text) throws CompilationFailure {
        CelValidationResult parsed = compiler.parse(text, SOURCE);
        if (parsed.hasError()) {
            throw new CompilationFailure(Issues.text(parsed));
        }
        try {
            CelValidationResult checked = compiler.check(parsed.getAst());
            if (checked.hasError()) {
                throw new CompilationFailure(Issues.text(checked));
            }
            return checked.getAst();
        } catch (CelValidationException invalid) {
            throw new CompilationFailure(String.valueOf(invalid.getMessage()));
        }
    }

    private static Set<String> names(CelAbstractSyntaxTree ast) {
        Set<String> names = new TreeSet<>();
        ast.getReferenceMap().values().forEach(reference -> names.add(reference.name()));
        return names;
    }
}
