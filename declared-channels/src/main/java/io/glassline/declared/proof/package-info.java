/// How a call proves that it is the provider's: a closed list, over the bytes as they came.
@NullMarked
package io.glassline.declared.proof;

import org.jspecify.annotations.NullMarked;
