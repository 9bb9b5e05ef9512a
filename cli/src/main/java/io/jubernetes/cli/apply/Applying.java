package io.jubernetes.cli.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.MergePatch;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.apimachinery.patch.StrategicMergePatch;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import io.jubernetes.cli.session.Session;
import org.jspecify.annotations.Nullable;

/** Applies one manifest: creates the object, or patches it. */
public final class Applying {

    private static final int TRIES = 5;

    /**
     * What was done.
     *
     * @param done for the person: {@code created}, {@code configured}, {@code unchanged}
     */
    public record Outcome(Located result, String done) {}

    private final Session session;
    private final DryRun dryRun;
    private final QueryParameters query;

    /** @param query of the requests that change something */
    public Applying(Session session, DryRun dryRun, QueryParameters query) {
        this.session = session;
        this.dryRun = dryRun;
        this.query = query;
    }

    /** @throws ApiException when the server refuses; its message names the source */
    public Outcome apply(Manifest manifest) {
        Manifest.Place place = manifest.place(session);
        ObjectNode modified = LastApplied.annotated(manifest.object());
        for (int attempt = 1; ; attempt++) {
            ObjectNode live = find(manifest, place);
            if (live == null) {
                return create(manifest, place, modified);
            }
            try {
                return patch(manifest, place, modified, live);
            } catch (ApiException e) {
                if (!e.is(StatusReason.Conflict) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private @Nullable ObjectNode find(Manifest manifest, Manifest.Place place) {
        try {
            return session.server().get(place.path(), QueryParameters.EMPTY);
        } catch (ApiException e) {
            if (e.is(StatusReason.NotFound)) {
                return null;
            }
            throw new ApiException(
                    e.reason(),
                    e.code(),
                    "error when retrieving current configuration of:\n" + about(manifest, place)
                            + "\nfrom server for: \"" + manifest.source() + "\": " + e.getMessage(),
                    e.details());
        }
    }

    private Outcome create(Manifest manifest, Manifest.Place place, ObjectNode modified) {
        try {
            ObjectNode created = dryRun == DryRun.CLIENT
                    ? modified
                    : session.server().send("POST", place.collection(), query, modified);
            return new Outcome(Located.of(place.resource(), created), "created");
        } catch (ApiException e) {
            throw manifest.refused(e, "creating");
        }
    }

    private Outcome patch(Manifest manifest, Manifest.Place place, ObjectNode modified, ObjectNode live) {
        ObjectNode original = LastApplied.of(live);
        if (original == null) {
            warnMissing(place);
        }
        ResourceType known = Catalogue.kubernetes().findKind(manifest.apiVersion(), manifest.kind());
        String type = known == null ? null : known.schemaType();
        ObjectNode patch = ThreeWayPatch.create(
                Schema.kubernetes(), type, original == null ? Json.object() : original, modified, live);
        if (patch.isEmpty()) {
            return new Outcome(Located.of(place.resource(), live), "unchanged");
        }
        if (dryRun == DryRun.CLIENT) {
            ObjectNode patched = type == null
                    ? MergePatch.apply(live, patch)
                    : StrategicMergePatch.apply(Schema.kubernetes(), type, live, patch);
            return new Outcome(Located.of(place.resource(), patched), "configured");
        }
        String media = (type == null ? PatchType.MERGE : PatchType.STRATEGIC).contentType();
        try {
            ObjectNode result = session.server().send("PATCH", place.path(), query, patch, media);
            return new Outcome(Located.of(place.resource(), result), "configured");
        } catch (ApiException e) {
            throw new ApiException(
                    e.reason(),
                    e.code(),
                    "error when applying patch:\n" + patch + "\nto:\n" + about(manifest, place) + "\nfor: \""
                            + manifest.source() + "\": error when patching \"" + manifest.source() + "\": "
                            + e.getMessage(),
                    e.details());
        }
    }

    private void warnMissing(Manifest.Place place) {
        session.terminal()
                .note("Warning: resource " + place.resource().plural() + "/" + place.name() + " is missing the "
                        + LastApplied.ANNOTATION
                        + " annotation which is required by jubectl apply. jubectl apply should only "
                        + "be used on resources created declaratively by either jubectl create --save-config or jubectl "
                        + "apply. The missing annotation will be patched automatically.");
    }

    private static String about(Manifest manifest, Manifest.Place place) {
        return "Resource: \"" + manifest.apiVersion() + ", Resource="
                + place.resource().plural()
                + "\", GroupVersionKind: \"" + manifest.apiVersion() + ", Kind=" + manifest.kind() + "\"\nName: \""
                + place.name() + "\", Namespace: \"" + place.namespace() + "\"";
    }

    /** Server-side apply: the server works out what changes, and who owns what. */
    public Outcome applyOnServer(Manifest manifest, boolean force) {
        Manifest.Place place = manifest.place(session);
        QueryParameters forced = query.and("force", Boolean.toString(force));
        try {
            ObjectNode result = session.server()
                    .send("PATCH", place.path(), forced, manifest.object(), PatchType.APPLY.contentType());
            return new Outcome(Located.of(place.resource(), result), "serverside-applied");
        } catch (ApiException e) {
            throw manifest.refused(e, "applying");
        }
    }
}
