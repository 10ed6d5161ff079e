/// What the public record says about each thing that happens, without saying what was said.
@NullMarked
package io.glassline.audit;

import org.jspecify.annotations.NullMarked;
