package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each service of the example city, in each language, played to its end through the public webhooks of
/// each channel, with the detours that people make: a correction, a question about something else, an
/// answer that is none. What is said and heard stands in `services.txt`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicesTest {

    private static final AtomicInteger RESIDENT = new AtomicInteger();

    private static final int FIRST_HOUSE = 20;

    /// Farther than what is taken for the same report.
    private static final int HOUSES_APART = 80;

    private Town town;

    @BeforeAll
    void start(@TempDir Path data) {
        town = Town.start(data);
    }

    @AfterAll
    void stop() {
        town.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void isDoneOnEachChannel(Script script) {
        var failed = new SoftAssertions();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var plays = new LinkedHashMap<Citizen, Future<?>>();
            for (var resident : residents(script.isOnlyByText())) {
                var own = script.at(FIRST_HOUSE + plays.size() * HOUSES_APART);
                plays.put(resident, threads.submit(() -> own.play(resident)));
            }
            plays.forEach((resident, play) ->
                    failed.assertThatCode(play::get).as(resident.toString()).doesNotThrowAnyException());
        }
        failed.assertAll();
    }

    /// One on each channel, who was never heard of before.
    private List<Citizen> residents(boolean onlyByText) {
        var n = RESIDENT.incrementAndGet();
        var byText = List.of(
                Citizen.writing(town, "city-sms", "+1555021%04d".formatted(n)),
                Citizen.writing(town, "city-whatsapp", "1555022%04d".formatted(n)),
                Citizen.writing(town, "city-telegram", "550230%03d".formatted(n)));
        return onlyByText
                ? byText
                : Stream.concat(
                                byText.stream(),
                                Stream.of(
                                        Citizen.writing(town, "city-email", "resident%d@example.com".formatted(n)),
                                        Caller.from(town, "+1555024%04d".formatted(n))))
                        .toList();
    }

    static Stream<Script> scripts() throws IOException {
        try (var in = Objects.requireNonNull(ServicesTest.class.getResourceAsStream("services.txt"))) {
            var text = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^#.*\n", "");
            return Stream.of(text.strip().split("\n\n")).map(Script::of);
        }
    }

    /// One service in one language.
    record Script(String name, List<Line> lines) {

        private static final String BY_TEXT = " by text";

        /// A line of a script.
        ///
        /// @param sign `>` for what the resident says, `<` for what the city's next words hold
        /// @param ifHeard said only where the city's last words hold this
        record Line(char sign, String ifHeard, String words) {

            static Line of(String line) {
                var ifHeard = line.startsWith("?") ? line.substring(1, line.indexOf('>')) : "";
                var rest = line.startsWith("?") ? line.substring(line.indexOf('>')) : line;
                return new Line(rest.charAt(0), ifHeard, rest.substring(1).strip());
            }
        }

        static Script of(String block) {
            var lines = block.lines().toList();
            return new Script(
                    lines.getFirst(), lines.stream().skip(1).map(Line::of).toList());
        }

        boolean isOnlyByText() {
            return name.endsWith(BY_TEXT);
        }

        /// The same, at the house with this number, and at the one beside it.
        Script at(int house) {
            return new Script(
                    name,
                    lines.stream()
                            .map(line -> new Line(
                                    line.sign(),
                                    line.ifHeard(),
                                    line.words()
                                            .replace("{here}", Integer.toString(house))
                                            .replace("{there}", Integer.toString(house + 2))))
                            .toList());
        }

        void play(Citizen resident) {
            var told = new ArrayList<String>();
            var known = new AtomicInteger();
            for (var line : lines) {
                if (line.sign() == '>') {
                    if (lastHeld(resident, line.ifHeard())) {
                        known.set(resident.heard().size());
                        resident.says(line.words());
                        told.add("> " + line.words());
                    }
                } else {
                    Town.awaitValue(
                            resident + " hears «" + line.words() + "» after " + told,
                            () -> resident.heard().stream().skip(known.get()).toList(),
                            heard -> !heard.isEmpty()
                                    && inOnePiece(String.join("\n", heard)).contains(inOnePiece(line.words())));
                }
            }
        }

        /// On the phone a number is read out digit by digit: "A B, 2 0 4 4 1 7" for AB-204417.
        private static String inOnePiece(String text) {
            return text.replaceAll("[ ,-]", "");
        }

        private static boolean lastHeld(Citizen resident, String words) {
            if (words.isEmpty()) {
                return true;
            }
            var heard = resident.heard();
            return !heard.isEmpty() && heard.getLast().contains(words);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
