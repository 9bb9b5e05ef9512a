/**
 * How a node's pods reach what is not on the node: routes to the pods of other nodes, and the node's own address for the rest of
 * the world. Only where pods are on a bridge of the node; a network plugin that its owner chose sees to all this itself.
 */
@org.jspecify.annotations.NullMarked
package io.jubernetes.kubelet.network;
