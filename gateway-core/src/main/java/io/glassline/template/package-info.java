/// Texts that a provider has approved before: what may be sent where the citizen has not written lately.
@NullMarked
package io.glassline.template;

import org.jspecify.annotations.NullMarked;
