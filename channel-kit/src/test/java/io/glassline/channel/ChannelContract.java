package io.glassline.channel;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.glassline.kit.ChannelSample;
import io.glassline.kit.ChannelUnderTest;
import io.glassline.kit.Kit;
import io.glassline.kit.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What every adapter promises, whatever it speaks: the executable half of [ChannelAdapter]. Each question of the
/// channel kit is a test; one that does not apply is told as skipped, with the reason.
public abstract class ChannelContract {

    protected abstract ChannelAdapter adapter();

    protected abstract ChannelSample sample();

    @TestFactory
    Stream<DynamicTest> everyQuestionOfTheChannelKit() {
        var channel = new ChannelUnderTest(adapter().kind().name(), adapter(), sample());
        return Kit.ask(channel).stream()
                .map(asked -> DynamicTest.dynamicTest(asked.question().toString(), () -> {
                    switch (asked.verdict().get()) {
                        case Verdict.Held _ -> {}
                        case Verdict.Failed(var counterExample) -> fail(asked.question() + "\n" + counterExample);
                        case Verdict.DoesNotApply(var because) -> abort(because);
                    }
                }));
    }
}
