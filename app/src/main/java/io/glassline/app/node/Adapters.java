package io.glassline.app.node;

import io.glassline.app.plugin.Plugins;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.TemplateChannel;
import io.glassline.channels.email.EmailAdapter;
import io.glassline.channels.sms.SmsAdapter;
import io.glassline.channels.telegram.TelegramAdapter;
import io.glassline.channels.voice.VoiceAdapter;
import io.glassline.channels.web.WebAdapter;
import io.glassline.channels.whatsapp.WhatsAppAdapter;
import io.glassline.declared.DeclaredChannels;
import io.glassline.message.ChannelKind;
import io.glassline.router.city.ChannelKinds;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The adapters this build carries, those that were dropped in as plug-ins, and those that a city's folder
/// declares. A new channel in Java is a line here or a jar; one in YAML is a file in the folder.
public final class Adapters {

    private static final DeclaredChannels DECLARED = new DeclaredChannels(InstantSource.system());

    private Adapters() {}

    /// Those that are built in or plugged in.
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

    /// The adapter of a channel that sends approved texts, if it is one.
    public static Optional<TemplateChannel> templates(ChannelKind kind) {
        return all().stream()
                .filter(adapter -> adapter.kind().equals(kind))
                .filter(TemplateChannel.class::isInstance)
                .map(TemplateChannel.class::cast)
                .findFirst();
    }

    /// Loaded once: the classes of a plug-in stay what they are while the gateway runs.
    private static final class Installed {
        private static final Plugins PLUGINS = Plugins.in(
                Plugins.folder(), builtIn().stream().map(ChannelAdapter::kind).toList());
    }

    public static Plugins plugins() {
        return Installed.PLUGINS;
    }

    /// What an account of each kind must say, of those that are declared as well. Of these the ones are read that
    /// accounts are on: a start is quick however many the folder has.
    public static ChannelKinds forms() {
        return kinds(false);
    }

    /// The same, and every declared channel is read and held to its cases: for whoever checks a folder.
    public static ChannelKinds formsOfEvery() {
        return kinds(true);
    }

    private static ChannelKinds kinds(boolean every) {
        var builtIn = all().stream().collect(Collectors.toUnmodifiableMap(ChannelAdapter::kind, ChannelAdapter::form));
        return (folder, named, problems) -> {
            var declared = DECLARED.read(folder, builtIn.keySet(), name -> every || named.contains(name), problems);
            var forms = new HashMap<>(builtIn);
            declared.forEach(adapter -> forms.put(adapter.kind(), adapter.form()));
            var names = new HashSet<>(DeclaredChannels.kinds(folder));
            builtIn.keySet().forEach(kind -> names.add(kind.name()));
            return new ChannelKinds.Known(names, forms, declared);
        };
    }
}
