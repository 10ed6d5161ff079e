package io.glassline.app.node;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channels.email.EmailAdapter;
import io.glassline.channels.sms.SmsAdapter;
import io.glassline.channels.telegram.TelegramAdapter;
import io.glassline.channels.voice.VoiceAdapter;
import io.glassline.channels.whatsapp.WhatsAppAdapter;
import io.glassline.declared.DeclaredChannels;
import io.glassline.router.city.ChannelKinds;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// The adapters this build carries, and those that a city's folder declares. A new channel in Java is a line here; one
/// in YAML is a file in the folder.
public final class Adapters {

    private static final DeclaredChannels DECLARED = new DeclaredChannels(InstantSource.system());

    private Adapters() {}

    /// Those that are built in.
    public static List<ChannelAdapter> all() {
        return List.of(
                new SmsAdapter(), new WhatsAppAdapter(), new TelegramAdapter(), new EmailAdapter(), new VoiceAdapter());
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
