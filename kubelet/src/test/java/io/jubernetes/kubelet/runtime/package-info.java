/** What every runtime is tested with: the contract, its surroundings and images. */
@org.jspecify.annotations.NullMarked
package io.jubernetes.kubelet.runtime;
