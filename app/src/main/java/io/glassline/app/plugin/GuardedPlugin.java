package io.glassline.app.plugin;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.PullChannel;
import io.glassline.channel.PushAdapter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plug-in's adapter, whose errors of linking and the like stay its own: to the gateway they are exceptions, as the
/// adapter had failed on this one call.
final class GuardedPlugin implements InvocationHandler {

    /// What an adapter may be besides.
    private static final List<Class<?>> MORE = List.of(PullChannel.class, ListingChannel.class, AutoCloseable.class);

    private final String name;
    private final ChannelAdapter adapter;

    private GuardedPlugin(String name, ChannelAdapter adapter) {
        this.name = name;
        this.adapter = adapter;
    }

    static ChannelAdapter of(String name, ChannelAdapter adapter) {
        var types = new ArrayList<Class<?>>();
        types.add(
                switch (adapter) {
                    case PushAdapter _ -> PushAdapter.class;
                    case LineAdapter _ -> LineAdapter.class;
                });
        MORE.stream().filter(type -> type.isInstance(adapter)).forEach(types::add);
        return (ChannelAdapter) Proxy.newProxyInstance(
                GuardedPlugin.class.getClassLoader(), types.toArray(Class<?>[]::new), new GuardedPlugin(name, adapter));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(adapter, arguments);
        } catch (InvocationTargetException e) {
            var cause = e.getCause();
            if (cause instanceof Error error && !(error instanceof VirtualMachineError)) {
                throw new IllegalStateException("the plug-in %s failed: %s".formatted(name, error), error);
            }
            throw cause == null ? e : cause;
        }
    }
}
