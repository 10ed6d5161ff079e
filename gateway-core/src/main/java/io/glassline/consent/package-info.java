/// Who may be written to: one ledger over all channels.
@NullMarked
package io.glassline.consent;

import org.jspecify.annotations.NullMarked;
