package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import io.glassline.router.rule.RuleFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a rule may do, and what follows from it.
class RuleActionsTest {

    private static final String ROUTING = """
            rules:
              - name: storm
                when: {says: [storm]}
                tag: [storm, weather]
              - name: first words
                when: {says: [announce]}
                say: urgent-call
              - name: spanish line
                when: {says: [castellano]}
                language: es
              - name: broken
                when: {cel: "message.words[40] == 'x'"}
                queue: emergency
              - name: tree in a storm
                when: {says: [tree], conversation: {tag: storm}}
                queue: roads
                priority: urgent
                say: urgent-call
              - name: sign language
                when: {says: [deaf]}
                queue: general
                skills: [sign-language]
              - name: bus
                when: {says: {en: [bus], es: [autobus]}}
                jurisdiction: county
              - name: spam
                when: {says: [crypto]}
                stop: Nobody answers offers of crypto money.
              - name: permit form
                when: {says: [permit]}
                flow: permit-status
              - name: bot
                when: {says: [garbage]}
                bot: true
            otherwise: general
            jurisdictions:
              county:
                title: { en: the County, es: el Condado }
                tells:
                  en: Buses are the County's. Call the County at +1 555 0188.
                  es: Los autobuses son del Condado. Llame al Condado al +1 555 0188.
            """;

    @TempDir
    private Path folder;

    private final List<RuleFault> faults = new ArrayList<>();
    private CityRouter router;

    @BeforeEach
    void readTheCity() {
        var city = CityWithRules.city(folder, Map.of("routing.yml", ROUTING));
        router = new CityRouter(city, new KeywordAnswers(city.knowledge()), _ -> Optional.empty(), faults::add);
    }

    private Talk talk() {
        return new Talk(router, "sms");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # citizen writes               | decided                 | by rule          | is told
              my sister is deaf            | queue:general           | sign language    | City Hall
              where is the bus             | bot:jurisdiction-county | bus              | Call the County at +1 555 0188
              el autobus no vino           | bot:jurisdiction-county | bus              | Call the County
              castellano autobus no vino   | bot:jurisdiction-county | bus              | Llame al Condado
              buy crypto now               | kept                    | spam             | -
              status of my permit          | bot:permit-status       | permit form      | permit number
              announce: where is the bus   | bot:jurisdiction-county | bus              | +1 555 0101
              announce, she is deaf        | queue:general           | sign language    | +1 555 0101
              garbage or trash             | bot:trash-day           | bot              | once a week
              anything else at all         | queue:general           | otherwise        | City Hall
            """)
    void whatFollows(String text, String decided, String rule, String told) {
        var route = talk().says(text);
        assertThat(route.decision().outcome()).isEqualTo(decided);
        assertThat(route.decision().because().rule()).isEqualTo(rule);
        if (told == null) {
            assertThat(route.replies()).isEmpty();
        } else {
            assertThat(said(route)).contains(told);
        }
    }

    @Test
    void aTagOfOneMessageIsSeenByARuleOfTheNext() {
        var talk = talk();
        assertThat(talk.says("there was a storm here").session().tags()).containsExactly("storm", "weather");
        var route = talk.says("a tree fell");
        assertThat(route.stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class,
                        waiting -> assertThat(waiting.queue().name()).isEqualTo("roads"));
        assertThat(talk().says("a tree fell").decision().because().rule()).isEqualTo("otherwise");
    }

    @Test
    void skillsAreInTheReasonAndOnTheConversation() {
        var route = talk().says("my sister is deaf");
        assertThat(route.session().tags()).containsExactly("skill:sign-language");
        assertThat(route.decision().because().words()).endsWith("It needs: sign-language.");
    }

    @Test
    void aStopSaysWhyOnTheRecordAndLeavesTheConversation() {
        var talk = talk();
        var before = talk.conversation.stage();
        var route = talk.says("buy crypto now");
        assertThat(route.decision().because().words()).endsWith("Nobody answers offers of crypto money.");
        assertThat(route.stage()).isEqualTo(before);
    }

    @Test
    void theLanguageARuleSetsStays() {
        var talk = talk();
        talk.says("castellano autobus no vino");
        assertThat(talk.conversation.language().getLanguage()).isEqualTo("es");
    }

    @Test
    void aRuleThatFailsDoesNotHoldAndIsAnEvent() {
        var route = talk().says("buy crypto now");
        assertThat(route.decision().because().rule()).isEqualTo("spam");
        assertThat(route.decision().because().trace().get(3).held()).isFalse();
        assertThat(route.decision().because().trace().get(3).saw()).contains("not evaluated: ");
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("broken");
            assertThat(fault.rulesVersion()).isEqualTo(router.rulesVersion());
        });
    }
}
