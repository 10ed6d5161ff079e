package io.glassline.app.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A city's own folder, from answers that people give.
class InitTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @TempDir
    Path place;

    private Path folder = Path.of("");

    @BeforeEach
    void chooseAFolder() {
        folder = place.resolve("riverton");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sms: '+1 555 010 0100'      | [en]     | sms",
                "whatsapp: '+15550100102'    | [es]     | whatsapp",
                "telegram: '@RivertonBot'    | [en, es] | telegram",
                "email: hello@riverton.gov   | [es, en] | email",
                "voice: '+15550100101'       | [en]     | voice",
            })
    void aCityWithOneChannelHasThatOneAndNoMistake(String channel, String languages, String kind) throws IOException {
        var said = init(answers(languages, "{ " + channel + " }"));

        assertThat(said).contains("is written", "./glassline check", "./glassline demo --config", "/console");
        var city = city();
        assertThat(city.accounts())
                .singleElement()
                .satisfies(account -> assertThat(account.kind().name()).isEqualTo(kind));
        assertThat(city.languages())
                .extracting(Locale::getLanguage)
                .containsExactly(languages.replaceAll("[\\[\\] ]", "").split(","));
        assertThat(city.knowledge().answers()).hasSize(10);
        assertThat(city.warnings()).isEmpty();
        assertThat(left()).containsExactly("riverton", "riverton.yml");
    }

    @Test
    void aCityWithAllChannelsHasAllOfThem() throws IOException {
        init(
                answers(
                        "[en, es]",
                        "{ sms: 27777, whatsapp: '100000000000077', telegram: '770000001', email: a@riverton.gov, voice: '+15550100101' }"));

        assertThat(city().accounts())
                .extracting(account -> account.kind().name() + " " + account.ownAddress())
                .containsExactly(
                        "sms 27777",
                        "whatsapp 100000000000077",
                        "telegram 770000001",
                        "email a@riverton.gov",
                        "voice +15550100101");
    }

    @Test
    void channelsMayBeNamedAlone() throws IOException {
        init(answers("[en]", "[voice, telegram]").replace("phone: +1 555 010 0101", "phone: '+1 (555) 010-0101'"));

        assertThat(city().accounts())
                .extracting(account -> account.id() + " " + account.ownAddress())
                .containsExactly("city-telegram set-in-the-deployment", "city-voice +15550100101");
    }

    @Test
    void theExamplesCommentsStayAndTheOtherLanguageGoes() throws IOException {
        init(answers("[en]", "{ sms: '+15550100100' }"));

        assertThat(Files.readString(folder.resolve("gates.yml")))
                .contains("# Write to me no more. 47 CFR 64.1200(a)(10)", "es: [incendio, fuego, auxilio, socorro]")
                .doesNotContain("desuscribirme");
        assertThat(Files.readString(folder.resolve("phrases.yml")))
                .contains("# Emergencies: fixed words", "person-choice: { en: A person }")
                .doesNotContain("parking ticket", "Alder Bay", "lost-pets");
        assertThat(Files.readString(folder.resolve("channels.yml"))).doesNotContain("city-voice", "Alder Bay:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: Riverton           | name: ''                    | :1:7: name the name is empty",
                "zone: America/Denver     | zone: America/Denvr         | did you mean America/Denver?",
                "zone: America/Denver     | zone: Los Angles            | did you mean America/Los_Angeles?",
                "zone: America/Denver     | zone: nowhere at all        | write it as America/New_York",
                "languages: [en]          | languages: [en, fr]         | :3:17: languages[1] \"fr\" is not a language that the bot answers in",
                "languages: [en]          | languages: [en, en]         | \"en\" is here twice",
                "languages: [en]          | languages: []               | name at least one language",
                "languages: [en]          | tongues: [en]               | \"languages\" is missing",
                "channels: [sms]          | channels: []                | name at least one channel: sms",
                "channels: [sms]          | channels: [fax]             | \"fax\" is not a channel",
                "channels: [sms]          | channels: { sms: '12ab' }   | :4:18: channels.sms \"12ab\" is not a number",
                "channels: [sms]          | channels: { telegram: abc } | write its name, which ends in \"bot\"",
                "phone: +1 555 010 0101   | phone: soon                 | \"soon\" is not a telephone number",
                "mail: hello@riverton.gov | mail: hello                 | \"hello\" is not a mail address",
                "mail: hello@riverton.gov | colour: red                 | unknown key \"colour\"",
                "site: riverton.gov       | site: 'http://'             | is not a web site",
            })
    void whatIsWrongInAFileOfAnswersIsToldWithItsLineAndNothingIsWritten(String right, String wrong, String told)
            throws IOException {
        var said = init(answers("[en]", "[sms]").replace(right, wrong));

        assertThat(said).contains("riverton.yml:", told, "nothing was written");
        assertThat(left()).containsExactly("riverton.yml");
    }

    @Test
    void everyMistakeIsToldAtOnce() throws IOException {
        assertThat(init("name: Riverton\nzone: Nirgends\ncolour: red\n"))
                .contains("\"languages\" is missing", "\"channels\" is missing", "\"phone\" is missing")
                .contains("\"mail\" is missing", "\"site\" is missing", ":2:7: zone", ":3:1: colour", "7 mistakes");
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThat(init(answers("[en]", "[sms]"))).contains("is not empty");
        assertThat(left()).containsExactly("riverton", "riverton.yml");
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine.txt"));
    }

    @Test
    void aPersonIsAskedAndAskedAgain() {
        var said = asks(null, """
                City of Riverton
                mountain time
                Denver
                english
                en
                sms and smoke
                sms
                hello
                +1 (555) 010-0100
                +1 555 010 0101
                hello@riverton.gov



                """);

        assertThat(said)
                .contains("\"mountain time\" is not a time zone")
                .contains("\"english\" is not a language that the bot answers in")
                .contains("\"smoke\" is not a channel")
                .contains("[riverton.gov] > ", "[911] > ", "[988] > ", "is written: Riverton, in en");
        assertThat(city().zone().getId()).isEqualTo("America/Denver");
    }

    @Test
    void whoeverLeavesLeavesNothingBehind() throws IOException {
        assertThat(asks(null, "Riverton\n")).contains("nothing was written");
        assertThat(left()).isEmpty();
    }

    @Test
    void anOfficeIsAdded() throws IOException {
        init(answers("[en, es]", "[sms]"));

        var said = asks("office", "general\nparks\nParks and Recreation\nParques\nMon-Fry\nMon-Fri 09:00-16:00\n");

        assertThat(said).contains("there is an office \"general\" already", "Changed in", "queues.yml");
        assertThat(city().queues().ids()).extracting(Object::toString).contains("parks");
        assertThat(Files.readString(folder.resolve("queues.yml")))
                .contains("# the city's offices are closed", "hours: parks", "open: [Mon-Fri 09:00-16:00]");
    }

    @Test
    void anotherNumberIsAddedWithVariablesOfItsOwn() throws IOException {
        init(answers("[en]", "[sms]"));

        var said = asks("channel", "sms\ncity-sms\nparks-line\n+15550100777\n");

        assertThat(said).contains("there is an account \"city-sms\" already", "GLASSLINE_TWILIO_AUTH_TOKEN");
        assertThat(city().accounts())
                .extracting(account -> account.id() + " " + account.ownAddress())
                .containsExactly("city-sms +15550101", "parks-line +15550100777");
        assertThat(Files.readString(folder.resolve("channels.yml"))).contains("${GLASSLINE_SMS_NUMBER_2:+15550100777}");
    }

    @Test
    void aServiceIsAddedWithItsOffice() throws IOException {
        init(answers("[en, es]", "[sms]"));

        asks("service", """
                library
                nowhere
                public-works
                library-hours
                City Library
                Library
                Biblioteca
                when is the library open
                library hours

                The library is open Monday to Friday, 9 am to 6 pm.
                cuándo abre la biblioteca

                La biblioteca abre de lunes a viernes, de 9 de la mañana a 6 de la tarde.
                """);

        assertThat(city().knowledge().answers())
                .extracting(answer -> answer.id())
                .contains("library-hours");
        assertThat(city().queues().forTopic(Optional.of("library"), Locale.ENGLISH))
                .hasToString("public-works");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void aSecondLanguageIsAdded(String first) throws IOException {
        init(answers("[" + first + "]", "[sms]"));
        var second = first.equals("en") ? "es" : "en";

        var said = asks("language", first + "\nfr\n" + second + "\n");

        assertThat(said)
                .contains("already", "\"fr\" is not a language")
                .containsPattern("To translate.*\\R  knowledge/service/contact\\.md\\RNext:");
        assertThat(city().languages()).extracting(Locale::getLanguage).containsExactly(first, second);
        assertThat(asks("language", "en\n")).contains("the bot knows no other");
    }

    @Test
    void aTextOfTheCitysOwnIsListedForTranslation() throws IOException {
        init(answers("[en]", "[sms]"));
        var answer = folder.resolve("knowledge/waste/trash-day.md");
        Files.writeString(answer, Files.readString(answer).replace("depends on your address", "is Monday"));
        asks("office", "parks\nParks and Recreation\noffice\n");

        assertThat(asks("language", "es\n"))
                .contains("knowledge/waste/trash-day.md")
                .containsPattern("queues\\.yml:\\d+ queues\\.parks\\.title");
        assertThat(Files.readString(answer)).contains("# es\n\nThe day of pickup for trash and recycling is Monday");
        assertThat(city().languages()).hasSize(2);
    }

    @Test
    void whatWouldBeAMistakeChangesNothing() throws IOException {
        init(answers("[en]", "[sms]"));
        var before = Files.readString(folder.resolve("queues.yml"));

        assertThat(asks("service", "x\ngeneral\nx\nCity\nX\nwhen is my trash picked up\n\nAnswer.\n"))
                .contains("nothing was changed");
        assertThat(Files.readString(folder.resolve("queues.yml"))).isEqualTo(before);
        assertThat(folder.resolve("knowledge/x")).doesNotExist();
        assertThat(left()).containsExactly("riverton", "riverton.yml");
    }

    private static String answers(String languages, String channels) {
        return """
                name: Riverton
                zone: America/Denver
                languages: %s
                channels: %s
                phone: +1 555 010 0101
                text: +1 555 0101
                mail: hello@riverton.gov
                site: riverton.gov
                """.formatted(languages, channels);
    }

    private String init(String answers) throws IOException {
        var file = place.resolve("riverton.yml");
        Files.writeString(file, answers);
        return run("", init -> init.create(folder, file));
    }

    /// @param added nothing for a new folder
    private String asks(@Nullable String added, String typed) {
        return run(typed, init -> added == null ? init.create(folder, null) : init.add(added, folder));
    }

    private interface Doing {
        int with(CityInit init);
    }

    private static String run(String typed, Doing doing) {
        var out = new ByteArrayOutputStream();
        doing.with(new CityInit(
                new BufferedReader(new StringReader(typed)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                TODAY));
        return out.toString(StandardCharsets.UTF_8);
    }

    private CityConfig city() {
        return switch (CityConfig.read(
                folder,
                Adapters.forms(),
                name -> Optional.of(PlaceholderVariables.likely(name)).filter(_ -> needs(name)))) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private boolean needs(String name) {
        return CityConfig.variables(folder).stream()
                .anyMatch(variable -> variable.name().equals(name) && variable.isNeeded());
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
