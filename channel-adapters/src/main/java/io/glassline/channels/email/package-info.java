/// Mail, by IMAP and SMTP.
@NullMarked
package io.glassline.channels.email;

import org.jspecify.annotations.NullMarked;
