package io.jubernetes.apimachinery.patch;

import static io.jubernetes.apimachinery.schema.Trees.POD;
import static io.jubernetes.apimachinery.schema.Trees.SERVICE;
import static io.jubernetes.apimachinery.schema.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreeWayMergeTest {

    private static ObjectNode merged(String type, String last, String current, String modified) {
        return ThreeWayMerge.merge(Schema.kubernetes(), type, tree(last), tree(current), tree(modified));
    }

    @Test
    void whatIsNoLongerAppliedGoesAndWhatOthersAddedStays() {
        assertThat(merged(
                        POD,
                        "{metadata: {labels: {a: b, c: d}}}",
                        "{metadata: {labels: {a: b, c: d, other: x}, uid: u}}",
                        "{metadata: {labels: {a: new}}}"))
                .isEqualTo(tree("{metadata: {labels: {a: new, other: x}, uid: u}}"));
    }

    @Test
    void itemsKeepWhatTheServerFilledIn() {
        assertThat(merged(
                        SERVICE,
                        "{spec: {ports: [{port: 80}, {port: 443}]}}",
                        "{spec: {ports: [{port: 80, protocol: TCP, nodePort: 30000}, {port: 443, protocol: TCP},"
                                + " {port: 9, protocol: TCP}]}}",
                        "{spec: {ports: [{port: 80, name: web}, {port: 80, protocol: UDP, name: u}]}}"))
                .isEqualTo(tree("{spec: {ports: [{port: 80, protocol: TCP, nodePort: 30000, name: web},"
                        + " {port: 80, protocol: UDP, name: u}, {port: 9, protocol: TCP}]}}"));
    }

    @Test
    void listsWithoutKeysAreReplaced() {
        assertThat(merged(
                        POD,
                        "{}",
                        "{spec: {containers: [{name: a, args: [x, y]}]}}",
                        "{spec: {containers: [{name: a, args: [z]}]}}"))
                .isEqualTo(tree("{spec: {containers: [{name: a, args: [z]}]}}"));
        assertThat(ThreeWayMerge.merge(
                        Schema.kubernetes(),
                        null,
                        tree("{}"),
                        tree("{l: [{name: a}]}"),
                        tree("{l: [{name: b}], m: null}")))
                .isEqualTo(tree("{l: [{name: b}]}"));
    }

    @Test
    void applyingAgainChangesNothing() {
        String applied = "{metadata: {finalizers: [a]}, spec: {containers: [{name: a, image: i}]}}";
        ObjectNode current = tree(
                "{metadata: {finalizers: [a, b]}, spec: {containers: [{name: a, image: i, resources: {}}], nodeName: n}}");
        ObjectNode wanted = ThreeWayMerge.merge(Schema.kubernetes(), POD, tree(applied), current, tree(applied));

        assertThat(MergePatch.create(current, wanted)).isEmpty();
    }
}
