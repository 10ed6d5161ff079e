package io.glassline.declared;

import org.junit.jupiter.api.Nested;

/// Every channel file that is shipped, held to the contract of all adapters and to its own cases.
class ShippedChannelsTest {

    @Nested
    class Bandwidth extends ShippedChannel {
        Bandwidth() {
            super("bandwidth", "a kind of the future");
        }
    }

    @Nested
    class Custom extends ShippedChannel {
        Custom() {
            super("custom", "a kind of the future");
        }
    }

    @Nested
    class Infobip extends ShippedChannel {
        Infobip() {
            super("infobip", "a kind of the future");
        }
    }

    @Nested
    class Instagram extends ShippedChannel {
        Instagram() {
            super("instagram", "a kind of the future");
        }
    }

    @Nested
    class Line extends ShippedChannel {
        Line() {
            super("line", "a kind of the future");
        }
    }

    @Nested
    class Messenger extends ShippedChannel {
        Messenger() {
            super("messenger", "a kind of the future");
        }
    }

    @Nested
    class Plivo extends ShippedChannel {
        Plivo() {
            super("plivo", "status, of an unknown word");
        }
    }

    @Nested
    class Sinch extends ShippedChannel {
        Sinch() {
            super("sinch", "a kind of the future");
        }
    }

    @Nested
    class Viber extends ShippedChannel {
        Viber() {
            super("viber", "a kind of the future");
        }
    }

    @Nested
    class Vonage extends ShippedChannel {
        Vonage() {
            super("vonage", "data for a program");
        }
    }

    @Nested
    class WhatsAppTwilio extends ShippedChannel {
        WhatsAppTwilio() {
            super("whatsapp-twilio", "inbound, unknown type and parameters");
        }
    }
}
