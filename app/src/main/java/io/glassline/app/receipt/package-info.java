/// The pages that a link to a receipt opens: what was said, to be checked, and where the matter stands.
@NullMarked
package io.glassline.app.receipt;

import org.jspecify.annotations.NullMarked;
