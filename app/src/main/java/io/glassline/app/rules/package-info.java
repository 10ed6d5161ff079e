/// Tries versions of the city's configuration on this node, over the versions that are kept and the traffic that is on
/// record.
@NullMarked
package io.glassline.app.rules;

import org.jspecify.annotations.NullMarked;
