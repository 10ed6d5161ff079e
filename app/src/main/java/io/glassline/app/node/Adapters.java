package io.glassline.app.node;

import io.glassline.app.plugin.Plugins;
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
import java.util.stream.Stream;

/// The adapters this build carries, and those that were dropped in as plug-ins. A new channel is a line here, or a jar.
public final class Adapters {

    private Adapters() {}

    public static List<ChannelAdapter> all() {
        return Stream.concat(builtIn().stream(), plugins().adapters().stream()).toList();
    }

    private static List<ChannelAdapter> builtIn() {
        return List.of(
                new SmsAdapter(),
                new WhatsAppAdapter(),
                new TelegramAdapter(),
                new EmailAdapter(),
                new VoiceAdapter(),
                new WebAdapter());
    }

    /// Loaded once: the classes of a plug-in stay what they are while the gateway runs.
    private static final class Installed {
        private static final Plugins PLUGINS = Plugins.in(
                Plugins.folder(), builtIn().stream().map(ChannelAdapter::kind).toList());
    }

    public static Plugins plugins() {
        return Installed.PLUGINS;
    }

    public static Map<ChannelKind, AccountForm> forms() {
        return all().stream().collect(Collectors.toUnmodifiableMap(ChannelAdapter::kind, ChannelAdapter::form));
    }
}
