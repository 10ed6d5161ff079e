/// Twilio's Programmable Messaging and Voice.
@NullMarked
package io.glassline.simulator.twilio;

import org.jspecify.annotations.NullMarked;
