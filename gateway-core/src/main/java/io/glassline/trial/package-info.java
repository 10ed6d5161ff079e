/// What a version of the configuration would decide, found out without sending or storing anything: its cases, one
/// message explained, recorded traffic replayed.
@NullMarked
package io.glassline.trial;

import org.jspecify.annotations.NullMarked;
