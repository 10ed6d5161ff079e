package io.glassline.app.connection;

import io.glassline.app.http.Listeners;
import io.glassline.console.ClientAddress;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;

/// Gives each connection of the server its [ConnectionHandler], between the codec and the framework.
/// Micronaut itself has limits for the size of one request and for a connection on which nothing moves,
/// and none for a slow one or for many.
@Singleton
final class ConnectionHandlers implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private static final String NAME = "glassline-connection";

    private final Listeners listeners;
    private final ListenerConnections connections;
    private final ClientAddress clientAddress;

    ConnectionHandlers(Listeners listeners, ListenerConnections connections, ClientAddress clientAddress) {
        this.listeners = listeners;
        this.connections = connections;
        this.clientAddress = clientAddress;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new OfServer());
        return event.getBean();
    }

    private final class OfServer implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new OfConnection(channel) : this;
        }
    }

    private final class OfConnection implements NettyServerCustomizer {

        private final Channel channel;

        OfConnection(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel.localAddress() instanceof InetSocketAddress local
                    && channel.remoteAddress() instanceof InetSocketAddress remote) {
                channel.pipeline()
                        .addBefore(
                                ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
                                NAME,
                                handler(local.getPort() == listeners.inside(), remote));
            } else {
                channel.close(); // it is gone already
            }
        }

        private ConnectionHandler handler(boolean inside, InetSocketAddress remote) {
            return new ConnectionHandler(
                    inside ? connections.inside : connections.internet,
                    clientAddress,
                    remote.getAddress(),
                    inside ? HttpLimits.INSIDE_BODY_MAX_BYTES : HttpLimits.WEBHOOK_MAX_BYTES);
        }
    }
}
