package io.glassline.app.node;

import io.glassline.app.http.PublicUrl;
import io.glassline.channel.Channels;
import io.micronaut.context.ApplicationContext;

/// The city's accounts and the adapters that speak for them.
record ChannelsWiring(Channels channels, PublicUrl publicUrl) implements Part {

    static ChannelsWiring open(NodeContext node) {
        var adapters = Adapters.all();
        adapters.stream()
                .filter(AutoCloseable.class::isInstance)
                .map(AutoCloseable.class::cast)
                .forEach(node.closing()::add);
        return new ChannelsWiring(
                new Channels(node.city().accounts(), adapters),
                new PublicUrl(node.deployment().publicUrl()));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Channels.class, channels);
        controllers.registerSingleton(PublicUrl.class, publicUrl);
    }
}
