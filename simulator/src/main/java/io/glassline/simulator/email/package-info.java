/// A mail server, by SMTP and IMAP.
@NullMarked
package io.glassline.simulator.email;

import org.jspecify.annotations.NullMarked;
