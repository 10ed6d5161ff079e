package io.glassline.app.node;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.channels.email.EmailAdapter;
import io.glassline.channels.sms.SmsAdapter;
import io.glassline.channels.telegram.TelegramAdapter;
import io.glassline.channels.voice.VoiceAdapter;
import io.glassline.channels.web.WebAdapter;
import io.glassline.channels.whatsapp.WhatsAppAdapter;
import io.glassline.message.ChannelKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The adapters this build carries. A new channel is a line here.
public final class Adapters {

    private Adapters() {}

    public static List<ChannelAdapter> all() {
        return List.of(
                new SmsAdapter(),
                new WhatsAppAdapter(),
                new TelegramAdapter(),
                new EmailAdapter(),
                new VoiceAdapter(),
                new WebAdapter());
    }

    public static Map<ChannelKind, AccountForm> forms() {
        return all().stream().collect(Collectors.toUnmodifiableMap(ChannelAdapter::kind, ChannelAdapter::form));
    }
}
