package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import io.jubernetes.cli.selection.SelectionOptions;
import io.jubernetes.cli.session.Session;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments and flags of the verbs that change a rollout. */
final class RolloutOptions {

    @Parameters(paramLabel = "TYPE/NAME | TYPE NAME", arity = "0..*", description = "Whose rollout.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    /** Changes each object that is meant; those that fail do not keep the others back. */
    void each(Session session, Consumer<Located> change) {
        Failures failures = new Failures();
        List<Located> found = selection.locate(session, arguments, failures);
        found.forEach(one -> failures.attempt(() -> change.accept(one)));
        failures.report();
    }

    /** The object after the patch; as it is, when nothing shall be changed. */
    Located patch(Session session, Located one, JsonNode patch, PatchType type) {
        if (result.dryRun() == DryRun.CLIENT) {
            return one;
        }
        ObjectNode live =
                session.server().send("PATCH", one.path(), result.query("kubectl-rollout"), patch, type.contentType());
        return Located.of(one.resource(), live);
    }

    void print(Session session, Located changed, String done) {
        result.print(session, changed, done);
    }
}
