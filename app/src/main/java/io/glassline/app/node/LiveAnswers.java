package io.glassline.app.node;

import io.glassline.answer.CityAnswers;
import io.glassline.router.CityAnswerList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The approved answers of the version that decides now.
final class LiveAnswers implements CityAnswers, Consumer<CityVersion> {

    private volatile @Nullable CityAnswerList current;

    @Override
    public void accept(CityVersion version) {
        current = new CityAnswerList(version.city(), version.answers()::confusions);
    }

    @Override
    public List<CityAnswer> all() {
        return now().all();
    }

    @Override
    public List<Confusion> confusions() {
        return now().confusions();
    }

    private CityAnswerList now() {
        return Objects.requireNonNull(current, "no version has been taken up");
    }
}
