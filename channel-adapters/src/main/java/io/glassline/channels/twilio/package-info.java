/// What text messages and phone calls have in common at Twilio: forms, signatures, the way to its API.
@NullMarked
package io.glassline.channels.twilio;

import org.jspecify.annotations.NullMarked;
