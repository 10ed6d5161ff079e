package io.glassline.declared;

import org.junit.jupiter.api.Nested;

/// Every channel file that is shipped, held to the contract of all adapters and to its own cases.
class ShippedChannelsTest {

    @Nested
    class Bandwidth extends ShippedChannel {
        Bandwidth() {
            super("bandwidth");
        }
    }

    @Nested
    class Custom extends ShippedChannel {
        Custom() {
            super("custom");
        }
    }

    @Nested
    class Infobip extends ShippedChannel {
        Infobip() {
            super("infobip");
        }
    }

    @Nested
    class Instagram extends ShippedChannel {
        Instagram() {
            super("instagram");
        }
    }

    @Nested
    class Line extends ShippedChannel {
        Line() {
            super("line");
        }
    }

    @Nested
    class Messenger extends ShippedChannel {
        Messenger() {
            super("messenger");
        }
    }

    @Nested
    class Plivo extends ShippedChannel {
        Plivo() {
            super("plivo");
        }
    }

    @Nested
    class Sinch extends ShippedChannel {
        Sinch() {
            super("sinch");
        }
    }

    @Nested
    class Telnyx extends ShippedChannel {
        Telnyx() {
            super("telnyx");
        }
    }

    @Nested
    class Viber extends ShippedChannel {
        Viber() {
            super("viber");
        }
    }

    @Nested
    class Vonage extends ShippedChannel {
        Vonage() {
            super("vonage");
        }
    }

    @Nested
    class WhatsAppTwilio extends ShippedChannel {
        WhatsAppTwilio() {
            super("whatsapp-twilio");
        }
    }
}
