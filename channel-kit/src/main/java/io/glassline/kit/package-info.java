/// What every channel promises, as questions that are asked of an adapter with a sample of its provider's calls.
@NullMarked
package io.glassline.kit;

import org.jspecify.annotations.NullMarked;
