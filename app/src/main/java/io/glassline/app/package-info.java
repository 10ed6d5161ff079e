/// The running gateway: its command line, its wiring, and the only module that knows all others.
@NullMarked
package io.glassline.app;

import org.jspecify.annotations.NullMarked;
