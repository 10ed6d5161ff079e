package io.glassline.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.phrasing.InMemoryModelUse;
import io.glassline.phrasing.LanguageModel.Answer;
import io.glassline.phrasing.LanguageModel.Failure;
import io.glassline.phrasing.ModelSettings;
import io.glassline.phrasing.ModelSettings.Budget;
import io.glassline.phrasing.ModelSettings.Mode;
import io.glassline.phrasing.ModelSettings.Provider;
import io.glassline.phrasing.ModelSettings.Use;
import io.glassline.simulator.model.ModelProvider;
import io.glassline.simulator.model.ModelProvider.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The providers' clients against the stand-in.
class LanguageModelsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

    private final ModelProvider provider = ModelProvider.start();
    private final InMemoryModelUse use = new InMemoryModelUse();
    private final List<String> told = new ArrayList<>();
    private Instant now = NOW;
    private final LanguageModels models = new LanguageModels(
            use, (_, outcome, _, tokens) -> told.add(outcome + " " + tokens), () -> now, Duration.ofMinutes(1));

    @AfterEach
    void closes() {
        models.close();
        provider.close();
    }

    private ModelSettings settings(Provider kind) {
        return settings(kind, ModelProvider.KEY, Duration.ofSeconds(5), new Budget(100, 100_000));
    }

    private ModelSettings settings(Provider kind, String key, Duration within, Budget budget) {
        return new ModelSettings(
                kind,
                URI.create(kind == Provider.OLLAMA ? provider.url() : provider.url() + "/v1"),
                true,
                "city-model",
                Optional.of(new Secret(key)),
                within,
                budget,
                Set.of(Use.ANSWERS),
                Mode.DIRECT);
    }

    private Answer ask(ModelSettings settings) {
        return models.of(settings).ask("Copy.", "Approved answer:\nBins out by 6 am.\n\nQuestion: when?");
    }

    private static Answer none(Failure failure) {
        return new Answer.None(failure);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void eachProviderIsAskedInItsOwnWay(Provider kind) {
        assertThat(models.health()).isEmpty();
        assertThat(ask(settings(kind))).isEqualTo(new Answer.Words("Bins out by 6 am.", "city-model"));

        assertThat(provider.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked).contains("Copy.", "Question: when?"));
        assertThat(use.calls).containsEntry(TODAY, 1L);
        assertThat(use.tokens).containsEntry(TODAY, (long) ModelProvider.TOKENS);
        assertThat(told).containsExactly("words " + ModelProvider.TOKENS);
        models.keep(Optional.of(settings(kind)));
        assertThat(models.health()).contains("UP");
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_REQUESTS, BUSY",
        "OVERLOADED, BUSY",
        "STATUS_500, AWAY",
        "HANGS_UP, AWAY",
        "NO_SUCH_MODEL, REFUSES_US",
        "HALF_AN_ANSWER, NO_WORDS",
        "NO_JSON, NO_WORDS",
        "CUT_OFF, NO_WORDS",
        "REFUSES, NO_WORDS",
        "EMPTY, NO_WORDS"
    })
    void whatGoesWrongHasAName(Fault fault, Failure failure) {
        provider.fault(fault);
        for (var kind : Provider.values()) {
            assertThat(ask(settings(kind))).as(kind.word()).isEqualTo(none(failure));
        }
    }

    @Test
    void aWrongKeyIsRefused() {
        for (var kind : List.of(Provider.OPENAI_COMPATIBLE, Provider.ANTHROPIC)) {
            assertThat(ask(settings(kind, "sk-other", Duration.ofSeconds(5), new Budget(100, 100_000))))
                    .isEqualTo(none(Failure.REFUSES_US));
        }
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void nobodyWaitsLongerThanTheTimeLimit() {
        provider.fault(Fault.NEVER_ANSWERS);

        assertThat(ask(settings(
                        Provider.OPENAI_COMPATIBLE, ModelProvider.KEY, Duration.ofMillis(200), new Budget(9, 100_000))))
                .isEqualTo(none(Failure.SLOW));
        assertThat(use.tokens.get(TODAY)).as("perhaps it was read and written").isPositive();
    }

    @Test
    void aProviderThatAsksForPatienceGetsIt() {
        provider.fault(Fault.TOO_MANY_REQUESTS);
        var settings = settings(Provider.OPENAI_COMPATIBLE);
        ask(settings);
        provider.fault(Fault.NONE);

        assertThat(ask(settings)).isEqualTo(none(Failure.BUSY));
        assertThat(provider.asked()).hasSize(1);
        now = now.plusSeconds(8);
        assertThat(ask(settings)).isInstanceOf(Answer.Words.class);
    }

    @Test
    void oneThatKeepsFailingIsLeftAlone() {
        provider.fault(Fault.STATUS_500);
        var settings = settings(Provider.ANTHROPIC);
        models.keep(Optional.of(settings));
        for (var i = 0; i < 4; i++) {
            assertThat(ask(settings)).isEqualTo(none(Failure.AWAY));
        }

        assertThat(ask(settings)).isEqualTo(none(Failure.LEFT_ALONE));
        assertThat(provider.asked()).hasSize(4);
        assertThat(models.health()).contains("LEFT ALONE");
    }

    @Test
    void theDaysCallsAreLimited() {
        var settings = settings(Provider.OLLAMA, ModelProvider.KEY, Duration.ofSeconds(5), new Budget(2, 100_000));
        ask(settings);
        ask(settings);

        assertThat(ask(settings)).isEqualTo(none(Failure.BUDGET_SPENT));
        assertThat(provider.asked()).hasSize(2);
        now = now.plus(Duration.ofDays(1));
        assertThat(ask(settings)).isInstanceOf(Answer.Words.class);
    }

    @Test
    void theDaysTokensAreLimitedAndTheCallThatPassesThemIsTheLast() {
        var settings = settings(
                Provider.OLLAMA, ModelProvider.KEY, Duration.ofSeconds(5), new Budget(100, ModelProvider.TOKENS + 1));
        ask(settings);
        ask(settings);

        assertThat(ask(settings)).isEqualTo(none(Failure.BUDGET_SPENT));
    }

    @Test
    void aPrivateAddressIsCalledOnlyWhereItIsMeant() {
        var inside = settings(Provider.OPENAI_COMPATIBLE);
        var outside = new ModelSettings(
                inside.provider(),
                inside.url(),
                false,
                inside.model(),
                inside.key(),
                inside.within(),
                inside.budget(),
                inside.uses(),
                inside.mode());

        assertThat(ask(outside)).isEqualTo(none(Failure.AWAY));
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void whatTheActiveVersionDoesNotNameIsClosed() {
        ask(settings(Provider.OLLAMA));
        models.keep(Optional.of(settings(Provider.ANTHROPIC)));

        assertThat(models.health()).contains("NOT ASKED YET");
    }
}
