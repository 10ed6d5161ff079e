package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The example city's languages, against those it does not answer in.
class OtherLanguagesTest {

    private static final List<Locale> SERVED = ExampleCity.city().languages();
    private static final Languages LANGUAGES =
            new Languages(SERVED, ExampleCity.city().otherLanguages());

    private static String tag(String text) {
        return LANGUAGES
                .detect(text)
                .filter(language -> !SERVED.contains(language))
                .map(Locale::toLanguageTag)
                .orElse("-");
    }

    private static List<String> lines(String name) {
        try (var in = OtherLanguagesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What must never be taken for another language

    static Stream<String> shortAndOddMessages() {
        return lines("no-other-language.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("shortAndOddMessages")
    void aShortOrOddMessageIsInNoOtherLanguage(String text) {
        assertThat(tag(text)).isEqualTo("-");
    }

    @Test
    void noPhrasingAndNoTextOfTheCitysLanguagesIsTakenForAnother() {
        var texts = new ArrayList<String>();
        for (var language : SERVED) {
            ExampleCity.city().knowledge().answers().forEach(answer -> {
                texts.addAll(answer.phrasings(language));
                texts.add(answer.text(language));
            });
            texts.addAll(Background.texts(language));
            for (var name : List.of("questions-", "outside-")) {
                lines(name + language + ".txt").forEach(line -> texts.add(line.replaceFirst("^.* \\| ", "")));
            }
        }
        assertThat(texts).hasSizeGreaterThan(2_500);
        assertThat(texts.stream().filter(text -> !tag(text).equals("-"))).isEmpty();
    }

    // What must be recognised

    @Test
    void sentencesOfOtherLanguagesAreRecognisedAndNeverAsAWrongOne() {
        var sentences = new TreeMap<String, Integer>();
        var recognised = new TreeMap<String, Integer>();
        var missed = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        for (var line : lines("other-languages.txt")) {
            var parts = line.split(" \\| ", 2);
            var told = tag(parts[1]);
            sentences.merge(parts[0], 1, Integer::sum);
            recognised.merge(parts[0], told.equals(parts[0]) ? 1 : 0, Integer::sum);
            if (told.equals("-")) {
                missed.add(line);
            } else if (!told.equals(parts[0])) {
                wrong.add(told + " for " + line);
            }
        }
        System.out.println("recognised: " + recognised + " of " + sentences + "; missed: " + missed);
        assertThat(wrong).isEmpty();
        assertThat(sentences.keySet())
                .containsAll(ExampleCity.city().otherLanguages().stream()
                        .map(Locale::toLanguageTag)
                        .toList());
        sentences.forEach((tag, count) -> {
            assertThat(count).as(tag).isGreaterThanOrEqualTo(10);
            assertThat(recognised.get(tag)).as(tag + " recognised").isGreaterThanOrEqualTo(count * 17 / 20);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a resident writes                                  | it is
              救命                                               | zh
              垃圾                                               | zh
              спасибо                                            | ru
              ok спасибо                                         | ru
              дякую, все добре                                   | uk
              سلام                                               | und
              مرحبا                                              | ar
              안녕하세요                                         | ko
              こんにちは                                         | ja
              नमस्ते                                             | und
              เก็บขยะวันไหน                                      | und
              Πότε περνάει το απορριμματοφόρο;                   | und
              מתי אוספים את האשפה?                               | und
              ναι                                                | und
              кога минава боклукчийският камион по нашата улица  | und
              хто там                                            | uk
              онази къща там                                     | und
              фохор उठाउने गाडी                                  | und
              फोहोर उठाउने गाडी कहिले आउँछ                       | und
              BONJOUR JE VOUDRAIS PAYER MA FACTURE D'EAU         | fr
              parlez vous français                               | fr
            """)
    void theScriptIsCertainAndTheLanguageOnlyWhereItIs(String text, String language) {
        assertThat(tag(text)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # in a language that no interpreter is named for           | is taken for
              wanneer wordt het vuilnis opgehaald in mijn straat       | -
              ik spreek geen engels kunt u mij helpen                  | -
              când vine mașina de gunoi pe strada mea                  | -
              cum pot să plătesc factura la apă vă rog                 | -
              quan passa el camió de les escombraries pel meu carrer   | -
              on puc pagar la factura de l'aigua si us plau            | -
              lini gari la taka linapita mtaa wetu tafadhali           | -
              çöp kamyonu bizim sokağa hangi gün geliyor               | -
              kdy se vyváží odpad v naší ulici prosím                  | -
              kada dolazi kamion za smeće u moju ulicu                 | -
              når bliver skraldet hentet på min vej                    | -
              när hämtas soporna på min gata                           | -
              milloin roskat haetaan meidän kadulta                    | -
              kapan truk sampah datang ke jalan kami                   | -
              puas muaj leej twg hais lus hmoob                        | -
              saya tidak bisa bahasa inggris tolong bantu saya         | -
              mikor viszik el a szemetet az utcánkból                  | -
              kur vjen kamioni i plehrave në rrugën tonë               | -
              jeg forstår ikke engelsk kan du hjelpe meg               | -
            """)
    void aLanguageThatNobodyInterpretsIsNotTakenForAnother(String text, String language) {
        assertThat(tag(text)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # of a city that serves | and writes                           | it is
              en                    | ¿cuándo pasa la basura por mi calle? | es
              en                    | when is trash day                     | -
              es                    | when do you pick up the trash         | en
              en,zh                 | 请问垃圾车哪一天来                    | -
              en,fr                 | quel jour passe le camion poubelle    | -
              fr                    | quando passa o caminhão do lixo aqui  | pt
            """)
    void theCitysOwnLanguagesAreWhicheverItNames(String served, String text, String language) {
        var own = Stream.of(served.split(",")).map(Locale::of).toList();
        var others = Stream.of("en", "es", "fr", "pt", "zh")
                .map(Locale::of)
                .filter(other -> !own.contains(other))
                .toList();
        assertThat(new Languages(own, others)
                        .detect(text)
                        .filter(told -> !own.contains(told))
                        .map(Locale::toLanguageTag)
                        .orElse("-"))
                .isEqualTo(language);
    }

    @Test
    void aCityThatNamesNoOtherLanguageRecognisesNone() {
        assertThat(new Languages(SERVED).detect("请问垃圾车哪一天来我们这条街")).isEmpty();
    }
}
