package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The city's keywords, tried on what people write.
class KeywordsTest {

    private static final Gates GATES = ExampleCity.city().gates();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // per-se revocations, 47 CFR 64.1200(a)(10)
                "stop",
                "quit",
                "end",
                "revoke",
                "opt out",
                "cancel",
                "unsubscribe",
                // lists in use
                "STOP",
                "STOPALL",
                "Stop All",
                "OPT-OUT",
                "OPTOUT",
                "REMOVE",
                "TD",
                // as people write them
                " Stop. ",
                "STOP!!!",
                "stop 🛑",
                "*STOP*",
                "\u200bSTOP",
                "ＳＴＯＰ",
                "“stop”",
                "stop please",
                "Please stop",
                "STOP STOP STOP",
                "s t o p",
                "Stop now",
                "stop thanks",
                "leave me alone",
                "stopp",
                "sotp",
                "unsuscribe",
                "/stop",
                // Spanish
                "BAJA",
                "Alto",
                "parar",
                "Pare",
                "¡Basta!",
                "no más",
                "no mas",
                "Cancelar",
                "salir",
                "darme de baja",
                "baja por favor",
                "fin"
            })
    void stopIsStopHoweverItIsWritten(String text) {
        assertThat(GATES.stop().in(NormalizedText.of(text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how do I stop my water service",
                "the bus stop is broken",
                "stop sign missing at Oak and 3rd",
                "cancel my appointment",
                "end of the road work?",
                "please remove the tree",
                "dead end",
                "weekend",
                "alto en la esquina",
                "para cuándo es la basura",
                "la baja presión de agua",
                "non stop noise",
                ""
            })
    void aWordInASentenceIsNoKeyword(String text) {
        assertThat(GATES.stop().in(NormalizedText.of(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "Start.", "unstop", "UNSTOP", "/start", "opt in", "alta", "ALTA", "comenzar"})
    void startIsStart(String text) {
        assertThat(GATES.start().in(NormalizedText.of(text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "help?", "info", "INFO", "AYUDA", "¿ayuda?", "/help", "help please", "información"})
    void helpIsHelp(String text) {
        assertThat(GATES.help().in(NormalizedText.of(text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent",
                "AGENT",
                "Agent please",
                "person",
                "PERSON",
                "human",
                "operator",
                "representative",
                "real person",
                "live agent",
                "customer service",
                "talk to a person",
                "Can I talk to a human?",
                "I want to speak to someone",
                "I'd like to speak with a representative",
                "let me talk to somebody",
                "connect me to an agent",
                "transfer me to a person please",
                "I need a human",
                "get me a person",
                "give me a real person",
                "I don't want to talk to a bot",
                "no bots",
                "can someone call me",
                "have someone call me back",
                "is there a person I can talk to",
                "speak to your supervisor",
                "persona",
                "PERSONA",
                "agente",
                "operador",
                "operadora por favor",
                "quiero hablar con una persona",
                "hablar con alguien",
                "necesito hablar con un agente",
                "comuníqueme con un operador",
                "páseme con alguien",
                "quiero un representante",
                "una persona real por favor",
                "no quiero hablar con un robot",
                "que alguien me llame",
                "quiero hablar con un ser humano",
                "atención al cliente"
            })
    void whoeverWantsAPersonIsHeard(String text) {
        assertThat(GATES.person().in(NormalizedText.of(text), Locale.ENGLISH)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "am I talking to a real person or a machine",
                "are you a robot",
                "are you human",
                "estoy hablando con una persona o una máquina",
                "how do I transfer my dog license to another person",
                "refugio para personas sin hogar",
                "help a homeless person on my street",
                "who can read my messages",
                "human resources jobs",
                "can someone pick up my old couch",
                "there is someone's car blocking my driveway",
                "do you have someone who speaks spanish",
                "my real estate agent asked for a permit",
                "voting machines",
                "when does the operator of the parking garage open"
            })
    void whoeverMentionsAPersonIsNotHandedOver(String text) {
        assertThat(GATES.person().in(NormalizedText.of(text), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void aKeywordTellsItsLanguageUnlessEverybodyWritesIt() {
        assertThat(GATES.stop().in(NormalizedText.of("baja")).flatMap(Keywords.Hit::language))
                .contains(Locale.of("es"));
        assertThat(GATES.stop().in(NormalizedText.of("no more")).flatMap(Keywords.Hit::language))
                .contains(Locale.ENGLISH);
        assertThat(GATES.stop().in(NormalizedText.of("stop")).flatMap(Keywords.Hit::language))
                .isEmpty();
    }

    @Test
    void aQuestionTheCityHasAnAnswerToIsNoWishForAPersonAndNoKeyword() {
        for (var answer : ExampleCity.city().knowledge().answers()) {
            answer.phrasings().values().stream().flatMap(List::stream).forEach(phrasing -> {
                var said = NormalizedText.of(phrasing);
                assertThat(GATES.person().in(said, Locale.ENGLISH)).as(phrasing).isEmpty();
                assertThat(GATES.stop().in(said)).as(phrasing).isEmpty();
                assertThat(GATES.help().in(said)).as(phrasing).isEmpty();
            });
        }
    }
}
