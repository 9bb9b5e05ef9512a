/** The machine under the agent: its programs, and the addresses of its networks. Used by every runtime and by the node's network. */
@org.jspecify.annotations.NullMarked
package io.jubernetes.kubelet.host;
