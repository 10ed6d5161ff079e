/// The loops that keep the gateway going; what they step through lives in the core.
@NullMarked
package io.glassline.app.work;

import org.jspecify.annotations.NullMarked;
