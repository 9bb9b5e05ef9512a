package io.jubernetes.apiserver.cel.library;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All functions: what they do, and for the compiler, what they are called and take. Safe for use by several threads. */
public final class FunctionTable {

    private final Map<String, Overload> overloads = new LinkedHashMap<>();
    private final List<CelFunctionDecl> declarations = new ArrayList<>();

    private FunctionTable() {}

    /** Those that expressions in Kubernetes 1.35 may call. */
    public static FunctionTable kubernetes() {
        FunctionTable table = new FunctionTable();
        for (Consumer<Functions> known : List.<Consumer<Functions>>of(
                Operators::addTo,
                Conversions::addTo,
                Times::addTo,
                Strings::addStandard,
                Optionals::addTo,
                Maps::addTo)) {
            table.add(known, false);
        }
        for (Consumer<Functions> library : List.<Consumer<Functions>>of(
                Strings::addTo,
                Regex::addTo,
                Lists::addTo,
                Sets::addTo,
                Quantities::addTo,
                Networks::addTo,
                Urls::addTo,
                Formats::addTo,
                Semvers::addTo,
                Optionals::addUndeclared)) {
            table.add(library, true);
        }
        return table;
    }

    /** @param declared whether the compiler must be told */
    private void add(Consumer<Functions> library, boolean declared) {
        Functions functions = new Functions();
        library.accept(functions);
        overloads.putAll(functions.all());
        if (declared) {
            Map<String, List<CelOverloadDecl>> byName = new LinkedHashMap<>();
            functions
                    .all()
                    .values()
                    .forEach(overload -> byName.computeIfAbsent(overload.function(), n -> new ArrayList<>())
                            .add(declaration(overload)));
            byName.forEach((name, all) -> declarations.add(CelFunctionDecl.newFunctionDeclaration(name, all)));
        }
    }

    private static CelOverloadDecl declaration(Overload overload) {
        return overload.member()
                ? CelOverloadDecl.newMemberOverload(overload.id(), overload.result(), overload.parameters())
                : CelOverloadDecl.newGlobalOverload(overload.id(), overload.result(), overload.parameters());
    }

    public @Nullable Overload find(String id) {
        return overloads.get(id);
    }

    /** What the compiler does not know of itself. */
    public List<CelFunctionDecl> declarations() {
        return declarations;
    }
}
