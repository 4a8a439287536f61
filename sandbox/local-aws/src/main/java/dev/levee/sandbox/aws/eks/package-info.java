/// EKS: clusters, and one update of them at a time.
@NullMarked
package dev.levee.sandbox.aws.eks;

import org.jspecify.annotations.NullMarked;
