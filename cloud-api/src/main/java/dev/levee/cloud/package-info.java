/// One way to call any cloud operation with a document.
@NullMarked
package dev.levee.cloud;

import org.jspecify.annotations.NullMarked;
