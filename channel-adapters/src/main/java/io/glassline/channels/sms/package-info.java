/// Text messages, through Twilio.
@NullMarked
package io.glassline.channels.sms;

import org.jspecify.annotations.NullMarked;
