package io.glassline.router.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.VersionId;
import io.glassline.router.ExampleCity;
import io.glassline.router.step.RoutingSteps;
import io.glassline.trial.Explanation;
import io.glassline.trial.TrialMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {

    private static final VersionId VERSION = new VersionId("0123456789ab");
    private static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T18:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final Explainer explainer =
            new Explainer(CasesTest.bot(ExampleCity.city()), () -> nanos.getAndAdd(1_500_000));

    private Explanation explain(String text, String channel, String language, String content) {
        return explainer.explain(
                VERSION,
                new TrialMessage(text, channel, Optional.of(language), Optional.empty(), content),
                MONDAY_MORNING);
    }

    /// Read aloud to someone at the desk: each says what happened, and why.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # message                             | channel  | in | kind  | outcome              | for staff | for the citizen
        A water main broke on Elm Street      | sms      | en | text  | queue:water          | The rule "water main break" holds. It waits for people in the queue "water", priority urgent. | Your message was given to people: the Water Department.
        when do you pick up my trash          | sms      | en | text  | bot:trash-day        | No rule holds, and this is what the city does then. The bot knows an approved answer to this. The answer "trash-day" is given. | We took your message for a question about “Trash day”, and sent the city's answer to it.
        cuándo pasa la basura                 | whatsapp | es | text  | bot:trash-day        | No rule holds, and this is what the city does then. The bot knows an approved answer to this. The answer "trash-day" is given. | Entendimos que su mensaje pregunta por «Día de la basura», y enviamos la respuesta de la ciudad.
        What is the status of my permit?      | sms      | en | text  | flow:permit-status   | The rule "permit status" holds. The form "permit-status" goes on. | Your message belongs to the form “Permit status”, which asks what is needed, step by step.
        PRM-2026-0117                         | telegram | en | text  | flow:permit-status needs look-up permit | The form asks the city's own system "permit" next. A trial asks none, so it ends here. | Your message belongs to the form “Permit status”, which asks what is needed, step by step.
        STOP                                  | sms      | en | text  | gate:stop            | The whole message means: write to me no more. | Your message was about getting messages from us, and we did what it asks.
        my kitchen is on fire                 | sms      | en | text  | queue:emergency      | The words point to an emergency. Fixed words are said, and people are told at once. It waits for people in the queue "emergency", priority emergency. | Your message may be about an emergency, so people were told at once.
        ''                                    | whatsapp | es | media | queue:general        | The rule "picture" holds. It waits for people in the queue "general". | Su mensaje se entregó a personas: Ayuntamiento.
        quiero hablar con una persona         | sms      | es | text  | queue:general        | The citizen asked for a person. It waits for people in the queue "general". | Su mensaje se entregó a personas: Ayuntamiento.
        Where can I find the mayor's cat?     | sms      | en | text  | bot:not-understood   | No rule holds, and this is what the city does then. The bot has no approved answer to this. It says so once and offers a person. The bot says "not-understood". | We found no answer of the city to your message, and told you so.
        """)
    void itSaysWhatHappensAndWhy(
            String text,
            String channel,
            String language,
            String content,
            String outcome,
            String forStaff,
            String forCitizen) {
        var explained = explain(text, channel, language, content);

        assertThat(explained.outcome()).isEqualTo(outcome);
        assertThat(explained.because()).isEqualTo(forStaff);
        assertThat(explained.forCitizen()).isEqualTo(forCitizen);
        assertThat(explained.version()).contains(VERSION);
        assertThat(explained.took().orElseThrow().toNanos()).isEqualTo(1_500_000);
    }

    @Test
    void theStepsAreThoseThatWereLookedAtUpToTheOneThatDecided() {
        var names = names(explain("STOP", "sms", "en", "text"));
        assertThat(names.subList(0, 3)).containsExactly("Automatic mail", "Leave flow", "Consent keywords");
        assertThat(names).doesNotContain("Alarm answer", "City rules");
    }

    @Test
    void eachRuleIsToldWithWhatItSaw() {
        var explained = explain("A water main broke on Elm Street", "sms", "en", "text");
        var names = names(explained);

        assertThat(names.subList(names.indexOf("City rules"), names.size()))
                .startsWith("City rules", "permit status", "water main break");
        var rule = explained.steps().stream()
                .filter(step -> step.name().equals("water main break"))
                .findFirst()
                .orElseThrow();
        assertThat(rule.held()).isTrue();
        assertThat(rule.condition()).isNotBlank();
        assertThat(rule.saw()).isNotBlank().doesNotContain("Elm");
    }

    @Test
    void theBotsRankingIsThere() {
        var explained = explain("when do you pick up my trash", "sms", "en", "text");
        assertThat(explained.candidates()).containsExactly(new Explanation.Candidate("trash-day", 1));
        assertThat(explained.replies().getFirst()).contains("once a week");
    }

    @Test
    void everyStepHasWordsForStaff() {
        assertThat(StepWords.all().keySet().stream().toList()).isEqualTo(RoutingSteps.names());
    }

    private static List<String> names(Explanation explained) {
        return explained.steps().stream().map(Explanation.Step::name).toList();
    }
}
