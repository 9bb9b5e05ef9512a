@org.jspecify.annotations.NullMarked
package io.jubernetes.kubelet.runtime.cri;
