/// What the writer of a mail wrote, told from what their program put beside it: quotes of us, and signatures.
@NullMarked
package io.glassline.channels.email.reply;

import org.jspecify.annotations.NullMarked;
