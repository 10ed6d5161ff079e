package io.glassline.kit;

import io.glassline.channel.ChannelAdapter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Where channels come from that can be asked: the product, a jar, a file.
public interface ChannelSource {

    /// The names that are known, for people.
    List<String> names();

    /// The channel of that name, if it is one of this source's.
    ///
    /// @throws IOException when it is, and cannot be read.
    Optional<ChannelUnderTest> channel(String name) throws IOException;

    /// Those of these adapters for which `samples` has a sample, as a service. A channel's name is its kind.
    static ChannelSource of(Collection<? extends ChannelAdapter> adapters, ClassLoader samples) {
        var channels = ServiceLoader.load(ChannelSample.class, samples).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(sample -> adapters.stream()
                        .filter(adapter ->
                                adapter.kind().equals(sample.account().kind()))
                        .map(adapter -> new ChannelUnderTest(adapter.kind().name(), adapter, sample)))
                .toList();
        return new ChannelSource() {
            @Override
            public List<String> names() {
                return channels.stream().map(ChannelUnderTest::name).toList();
            }

            @Override
            public Optional<ChannelUnderTest> channel(String name) {
                return channels.stream()
                        .filter(channel -> channel.name().equals(name))
                        .findFirst();
            }
        };
    }
}
