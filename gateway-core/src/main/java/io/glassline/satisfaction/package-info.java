/// Whom the city asks how satisfied they were, and when.
@NullMarked
package io.glassline.satisfaction;

import org.jspecify.annotations.NullMarked;
