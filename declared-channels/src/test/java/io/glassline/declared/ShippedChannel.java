package io.glassline.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelContract;
import io.glassline.config.Problem;
import io.glassline.declared.cases.CasesReader;
import io.glassline.declared.cases.CasesSample;
import io.glassline.declared.cases.ChannelCases;
import io.glassline.declared.channel.DeclaredAdapter;
import io.glassline.kit.ChannelSample;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A channel file of `config/channels`, held to what every adapter promises with the calls of its own cases.
abstract class ShippedChannel extends ChannelContract {

    static final Path CONFIG = Path.of("..", "config");

    private static final Map<String, Read> READ = new ConcurrentHashMap<>();

    private final String name;
    private final List<Problem> problems;
    private final DeclaredAdapter adapter;
    private final ChannelCases cases;

    private record Read(DeclaredAdapter adapter, ChannelCases cases, List<Problem> problems) {

        static Read of(String name) {
            var problems = new ArrayList<Problem>();
            var adapter = new DeclaredChannels(InstantSource.system())
                    .read(CONFIG, name + ".yml", problems)
                    .orElseThrow(() -> new AssertionError(problems.toString()));
            var cases = CasesReader.read(CONFIG, "channels/" + name + ".cases.yml", adapter.kind(), problems)
                    .orElseThrow(() -> new AssertionError(problems.toString()));
            return new Read(adapter, cases, problems);
        }
    }

    ShippedChannel(String name) {
        this.name = name;
        var read = READ.computeIfAbsent(name, Read::of);
        this.adapter = read.adapter();
        this.cases = read.cases();
        this.problems = read.problems();
    }

    @Test
    void itsCasesHold() {
        assertThat(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")))
                .as(name)
                .isEmpty();
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelSample sample() {
        return new CasesSample(adapter, cases);
    }
}
