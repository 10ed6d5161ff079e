package io.glassline.app.node;

import io.glassline.app.http.PublicUrl;
import io.glassline.channel.Channels;
import io.micronaut.context.ApplicationContext;
import java.util.List;

/// The city's accounts and the adapters that speak for them.
record ChannelsWiring(Channels channels, PublicUrl publicUrl) implements Part {

    static ChannelsWiring open(NodeContext node, LiveCity live) {
        var adapters = Adapters.all();
        adapters.stream()
                .filter(AutoCloseable.class::isInstance)
                .map(AutoCloseable.class::cast)
                .forEach(node.closing()::add);
        var channels = new Channels(List.of(), adapters);
        live.follow(version ->
                channels.takeUp(version.city().accounts(), version.city().declaredChannels()));
        return new ChannelsWiring(channels, new PublicUrl(node.deployment().publicUrl()));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Channels.class, channels);
        controllers.registerSingleton(PublicUrl.class, publicUrl);
    }
}
