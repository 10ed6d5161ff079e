package io.glassline.app.node;

import io.glassline.desk.ReadyTexts;
import io.glassline.router.CityReadyTexts;
import io.glassline.routing.WithdrawnAnswers;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The ready texts of the version that decides now.
///
/// While its answers are being learnt, only those that the bot named are suggested: an agent's page waits for nothing.
final class LiveReadyTexts implements ReadyTexts, Consumer<CityVersion> {

    private final Supplier<WithdrawnAnswers> withdrawn;
    private final InstantSource clock;
    private volatile @Nullable Current current;

    private record Current(CityVersion version, CityReadyTexts texts) {}

    LiveReadyTexts(Supplier<WithdrawnAnswers> withdrawn, InstantSource clock) {
        this.withdrawn = withdrawn;
        this.clock = clock;
    }

    @Override
    public void accept(CityVersion version) {
        current = new Current(version, new CityReadyTexts(version.city(), version.answers(), withdrawn, clock));
    }

    @Override
    public List<ReadyText> suggested(String question, List<String> candidates, Asked asked) {
        var now = now();
        return now.texts.suggested(now.version.answers().state().equals("UP") ? question : "", candidates, asked);
    }

    @Override
    public List<ReadyText> found(String words, Asked asked) {
        return now().texts.found(words, asked);
    }

    private Current now() {
        return Objects.requireNonNull(current, "no version has been taken up");
    }
}
