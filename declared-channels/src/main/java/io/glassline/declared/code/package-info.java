/// What a provider's error codes mean, for its answers and its reports alike.
@NullMarked
package io.glassline.declared.code;

import org.jspecify.annotations.NullMarked;
