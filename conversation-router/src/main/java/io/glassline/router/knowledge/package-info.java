/// The city's approved answers, and finding the one a resident asks for: offline, in this process, and silent
/// rather than wrong.
@NullMarked
package io.glassline.router.knowledge;

import org.jspecify.annotations.NullMarked;
