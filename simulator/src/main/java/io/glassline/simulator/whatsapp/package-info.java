/// Meta's WhatsApp Cloud API.
@NullMarked
package io.glassline.simulator.whatsapp;

import org.jspecify.annotations.NullMarked;
