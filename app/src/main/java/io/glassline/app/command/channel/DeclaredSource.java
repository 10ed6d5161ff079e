package io.glassline.app.command.channel;

import io.glassline.declared.DeclaredChannels;
import io.glassline.declared.cases.CasesSample;
import io.glassline.kit.ChannelSource;
import io.glassline.kit.ChannelUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The channels that a city's folder declares, or that a file does. Their sample is the cases beside them.
///
/// @param city the city's folder
record DeclaredSource(Path city) implements ChannelSource {

    @Override
    public List<String> names() {
        return DeclaredChannels.kinds(city).stream().sorted().toList();
    }

    @Override
    public Optional<ChannelUnderTest> channel(String name) throws IOException {
        var isKnown = ChannelPath.isFile(name) || DeclaredChannels.kinds(city).contains(name);
        if (!isKnown) {
            return Optional.empty();
        }
        var file = ChannelPath.isFile(name)
                ? Path.of(name)
                : city.resolve(DeclaredChannels.FOLDER).resolve(name + ".yml");
        return ChannelPath.of(file)
                .flatMap(path -> path.adapter()
                        .flatMap(adapter -> path.readCases(adapter)
                                .map(cases -> new ChannelUnderTest(
                                        adapter.kind().name(), adapter, new CasesSample(adapter, cases)))));
    }
}
