package io.jubernetes.testing.laws;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** How large each method is, as the compiler's own parser sees it. */
final class MethodShapes {

    /**
     * One method or constructor.
     *
     * @param name {@code Class.method}
     * @param lines from the first line of its body to the last
     * @param parameters how many it takes; 0 for the canonical constructor of a record
     */
    record MethodShape(Path file, String name, int lines, int parameters) {}

    private MethodShapes() {}

    static List<MethodShape> of(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<MethodShape> shapes = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, positions, shapes).scan(unit, null);
            }
            return shapes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<MethodShape> shapes;
        private String className = "";
        private boolean inRecord;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<MethodShape> shapes) {
            this.unit = unit;
            this.positions = positions;
            this.shapes = shapes;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            String outer = className;
            boolean outerIsRecord = inRecord;
            className = type.getSimpleName().isEmpty()
                    ? outer
                    : type.getSimpleName().toString();
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, unused);
            className = outer;
            inRecord = outerIsRecord;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            BlockTree body = method.getBody();
            if (body != null) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, body));
                long last = lines.getLineNumber(positions.getEndPosition(unit, body));
                boolean constructor = method.getName().contentEquals("<init>");
                int parameters =
                        inRecord && constructor ? 0 : method.getParameters().size();
                Path file = Path.of(unit.getSourceFile().toUri());
                String name = className + "." + method.getName();
                shapes.add(new MethodShape(file, name, (int) (last - first + 1), parameters));
            }
            return super.visitMethod(method, unused);
        }
    }
}
