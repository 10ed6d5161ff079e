package io.glassline.console;

import io.glassline.message.ChannelKind;
import java.util.Locale;

/// What a kind of channel is called on a page, and which icon stands for it. Channels are an open set: one that is
/// not known here is called by its own name.
record ChannelTitle(String kind, String title, String icon) {

    static ChannelTitle of(ChannelKind kind) {
        return of(kind.name());
    }

    static ChannelTitle of(String kind) {
        return switch (kind) {
            case "sms" -> new ChannelTitle(kind, "Text message", "sms");
            case "whatsapp" -> new ChannelTitle(kind, "WhatsApp", "whatsapp");
            case "telegram" -> new ChannelTitle(kind, "Telegram", "telegram");
            case "email" -> new ChannelTitle(kind, "Email", "email");
            case "voice", "ivr", "phone" -> new ChannelTitle(kind, "Phone", "phone");
            case "web", "webchat" -> new ChannelTitle(kind, "Web chat", "web");
            default ->
                new ChannelTitle(kind, kind.substring(0, 1).toUpperCase(Locale.ENGLISH) + kind.substring(1), "channel");
        };
    }
}
