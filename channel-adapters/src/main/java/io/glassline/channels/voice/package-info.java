/// Phone calls, through Twilio Voice.
@NullMarked
package io.glassline.channels.voice;

import org.jspecify.annotations.NullMarked;
