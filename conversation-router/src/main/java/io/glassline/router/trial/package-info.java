/// Tries a city's configuration without sending or storing anything: its cases, one message explained, and recorded
/// conversations decided again.
@NullMarked
package io.glassline.router.trial;

import org.jspecify.annotations.NullMarked;
