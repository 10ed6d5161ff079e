package io.glassline.app.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.app.rules.CityReader.CityWithCases;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody may push that is no city's configuration, or a broken or a malicious one: each is
/// refused in a sentence that says what is wrong, or taken because it does no harm. A push of more bytes
/// than a node takes at all is refused before it is read (`ConnectionHandlerTest`).
class HostileUploadsTest {

    private static final String TAKEN = "taken";
    private static final int MIB = 1 << 20;

    private static final CityReader READER =
            new CityReader(Adapters.forms(), PlaceholderVariables::value, UnaryOperator.identity());

    /// @param told what is in the sentence, or [#TAKEN]
    record Upload(String what, Supplier<byte[]> zip, String told) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Upload> uploads() {
        return Stream.of(
                // no archive, or too much of one
                upload("nothing", () -> new byte[0], "no zip archive of a configuration folder"),
                upload("noise", () -> noise(MIB), "no zip archive of a configuration folder"),
                upload(
                        "an archive within",
                        () -> Archive.empty()
                                .with("city.zip", Archive.ofTheExample().zip())
                                .zip(),
                        "no zip archive of a configuration folder"),
                upload(
                        "an archive that is cut off",
                        () -> cutOff(Archive.ofTheExample().zip()),
                        "the archive cannot be read"),
                upload("20,000 entries", HostileUploadsTest::manyEntries, "more than 10000 entries"),
                upload("6,000 files", HostileUploadsTest::manyFiles, "more than 5000 files"),
                upload(
                        "a file of 64 MiB in 64 KiB",
                        () -> example().with("city.yml", new byte[64 * MIB]).zip(),
                        "city.yml:0:  is larger than 1024 KiB"),
                upload(
                        "64 MiB beside the files",
                        () -> example().with("photo.bin", new byte[64 * MIB]).zip(),
                        "larger than 8 MiB together"),
                upload(
                        "a list of 64 MiB",
                        () -> example()
                                .with("addresses.csv", new byte[64 * MIB])
                                .zip(),
                        "addresses.csv:0:  is larger than 16 MiB, with the other lists"),
                upload("9 files of a MiB", HostileUploadsTest::largeFiles, "larger than 8 MiB together"),
                upload("a file twice", HostileUploadsTest::twice, "city.yml:0:  is in the archive twice"),
                // names
                upload(
                        "a name that leads out",
                        () -> example().with("../out.yml", "a: b").zip(),
                        "\"../out.yml\" is no path of a configuration file"),
                upload(
                        "a name that leads out from within",
                        () -> example().with("flows/../../out.yml", "a: b").zip(),
                        "is no path of a configuration file"),
                upload(
                        "an absolute name",
                        () -> example().with("/etc/out.yml", "a: b").zip(),
                        "\"/etc/out.yml\" is no path of a configuration file"),
                upload(
                        "a name of a drive",
                        () -> example().with("C:/out.yml", "a: b").zip(),
                        "is no path of a configuration file"),
                upload(
                        "backslashes",
                        () -> example().with("flows\\..\\..\\out.yml", "a: b").zip(),
                        "is no path of a configuration file"),
                upload(
                        "a name with a control character",
                        () -> example().with("flows/a\u0007.yml", "a: b").zip(),
                        "\"flows/a?.yml\" is no path of a configuration file"),
                upload(
                        "a very long name",
                        () -> example()
                                .with("flows/" + "a".repeat(300) + ".yml", "a: b")
                                .zip(),
                        "is no path of a configuration file"),
                upload(
                        "a very deep folder",
                        () -> example().with("a/".repeat(20) + "b.yml", "a: b").zip(),
                        "is no path of a configuration file"),
                upload(
                        "a name in other capitals",
                        () -> example().with("City.yml", "a: b").zip(),
                        "City.yml:0:  differs from city.yml in nothing but capitals"),
                upload(
                        "names that some systems reserve",
                        () -> example()
                                .with("con.yml", "a: b")
                                .with("aux.yml", "a: b")
                                .zip(),
                        TAKEN),
                upload(
                        "what a Mac and git keep beside",
                        () -> example()
                                .with("__MACOSX/._city.yml", noise(100))
                                .with(".git/config.yml", "a: b")
                                .with(".github/workflows/ci.yml", "a: b")
                                .zip(),
                        TAKEN),
                upload("a folder around all of it", () -> inAFolder(), TAKEN),
                // encodings
                upload(
                        "line ends of Windows",
                        () -> example()
                                .withReplaced("routing.yml", "\n", "\r\n")
                                .zip(),
                        TAKEN),
                upload(
                        "a byte order mark",
                        () -> example().withBefore("city.yml", "\uFEFF").zip(),
                        TAKEN),
                upload(
                        "UTF-16",
                        () -> example()
                                .with("routing.yml", "rules: []".getBytes(UTF_16))
                                .zip(),
                        "routing.yml:0:  the file is not UTF-8"),
                upload(
                        "Latin-1",
                        () -> example()
                                .with("routing.yml", "# Rompió\nrules: []".getBytes(ISO_8859_1))
                                .zip(),
                        "routing.yml:0:  the file is not UTF-8"),
                upload(
                        "a zero character",
                        () -> example().withBefore("routing.yml", "a: \0\n").zip(),
                        "routing.yml:0:  this is not YAML"),
                // YAML
                upload(
                        "a tab",
                        () -> example()
                                .with("routing.yml", "rules:\n\t- name: a\n")
                                .zip(),
                        "routing.yml:2:  this is not YAML: found character '\\t(TAB)'"),
                upload(
                        "a key twice",
                        () -> example()
                                .withBefore("city.yml", "name: Another\n")
                                .zip(),
                        "\"name\" is here twice"),
                upload(
                        "no as a language",
                        () -> example()
                                .withReplaced("city.yml", "languages: [en, es]", "languages: [en, no]")
                                .zip(),
                        "\"no\" is missing"),
                upload(
                        "brackets within brackets",
                        () -> example()
                                .with("routing.yml", "rules: " + "[".repeat(5_000))
                                .zip(),
                        "routing.yml:0:  this is not YAML: Nesting Depth exceeded max 50"),
                upload(
                        "lists within lists by their lines",
                        () -> example().with("routing.yml", nestedLines()).zip(),
                        "Nesting Depth exceeded max 50"),
                upload(
                        "anchors that stand for half a million values",
                        () -> example().with("routing.yml", laughs(5)).zip(),
                        "there are more than 100000 values in it"),
                upload(
                        "anchors that stand for billions",
                        () -> example().with("routing.yml", laughs(10)).zip(),
                        "Number of aliases for non-scalar nodes exceeds the specified max=50"),
                upload(
                        "anchors in the head of an answer",
                        () -> example()
                                .with("knowledge/waste/laughs.md", "---\n" + laughs(5) + "---\n\n# English\n\nHa.\n")
                                .zip(),
                        "there are more than 100000 values in it"),
                upload(
                        "an anchor within itself",
                        () -> example()
                                .with("routing.yml", "rules: &all [*all]\n")
                                .zip(),
                        "an anchor (&) is used within itself"),
                upload(
                        "a merge key",
                        () -> example()
                                .withBefore("routing.yml", "base: &base {a: b}\n<<: *base\n")
                                .zip(),
                        "unknown key \"<<\""),
                upload(
                        "an object of Java",
                        () -> example()
                                .withReplaced(
                                        "city.yml",
                                        "name: Alder Bay",
                                        "name: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]")
                                .zip(),
                        "Global tag is not allowed"),
                upload(
                        "two documents",
                        () -> example().withBefore("city.yml", "a: b\n---\n").zip(),
                        "but found another document"),
                upload(
                        "nothing in a file",
                        () -> example().with("routing.yml", "").zip(),
                        "routing.yml:1:  the file is empty"),
                upload(
                        "a list in place of keys",
                        () -> example().with("city.yml", "- a\n- b\n").zip(),
                        "the file must be keys with values"));
    }

    private static Upload upload(String what, Supplier<byte[]> zip, String told) {
        return new Upload(what, zip, told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uploads")
    void isRefusedInASentenceOrTakenBecauseItDoesNoHarm(Upload upload) {
        var problems = pushed(upload.zip().get());

        if (upload.told().equals(TAKEN)) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems)
                    .isNotEmpty()
                    .anyMatch(problem -> problem.toString().contains(upload.told()));
            assertThat(problems).allMatch(problem -> problem.toString().length() < 1_000);
        }
    }

    /// As the API reads a push.
    private static List<Problem> pushed(byte[] zip) {
        return switch (ConfigurationFiles.ofZip(zip)) {
            case Parsed.Bad<ConfigurationFiles>(var problems) -> problems;
            case Parsed.Good<ConfigurationFiles>(var files) ->
                READER.read(files) instanceof Parsed.Bad<CityWithCases>(var problems) ? problems : List.of();
        };
    }

    @Test
    void lineEndsAndAFolderAroundMakeNoOtherVersion() {
        var id = ChangedFolder.example().id();

        assertThat(files(inAFolder()).id()).isEqualTo(id);
        assertThat(files(example().withReplaced("routing.yml", "\n", "\r\n").zip())
                        .id())
                .isEqualTo(id);
        assertThat(files(example().with(".git/config.yml", "a: b").zip()).id()).isEqualTo(id);
        assertThat(files(example().withBefore("city.yml", "# a word\n").zip()).id())
                .isNotEqualTo(id);
    }

    private static ConfigurationFiles files(byte[] zip) {
        return ((Parsed.Good<ConfigurationFiles>) ConfigurationFiles.ofZip(zip)).value();
    }

    /// As the command line reads a folder, before it sends anything.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a link out of the folder       | routing.yml:0:  is a link that leads out of the folder
            a link to nowhere              | routing.yml:0:  is a link that leads nowhere
            a link in a circle             | routing.yml:0:  is a link that leads nowhere
            a folder by a link             | knowledge:0:  is a link to a folder; put the folder itself here
            a link within                  | taken
            a hidden folder by a link      | taken
            6,000 files                    | there are more than 5000 files
            a file of 2 MiB                | routing.yml:0:  is larger than 1024 KiB
            """)
    void aFolderIsReadLikewise(String what, String told, @TempDir Path folder, @TempDir Path outside)
            throws IOException {
        ChangedFolder.example().writeTo(folder);
        var routing = folder.resolve("routing.yml");
        switch (what) {
            case "a link out of the folder" -> {
                Files.move(routing, outside.resolve("routing.yml"));
                Files.createSymbolicLink(routing, outside.resolve("routing.yml"));
            }
            case "a link to nowhere" -> replace(routing, outside.resolve("nothing"));
            case "a link in a circle" -> replace(routing, routing);
            case "a folder by a link" -> {
                Files.move(folder.resolve("knowledge"), outside.resolve("knowledge"));
                Files.createSymbolicLink(folder.resolve("knowledge"), outside.resolve("knowledge"));
            }
            case "a link within" -> {
                Files.move(routing, folder.resolve("rules.txt"));
                Files.createSymbolicLink(routing, Path.of("rules.txt"));
            }
            case "a hidden folder by a link" -> Files.createSymbolicLink(folder.resolve("..data"), outside);
            case "6,000 files" -> {
                for (var i = 0; i < 6_000; i++) {
                    Files.createFile(folder.resolve("flows/more-%d.yml".formatted(i)));
                }
            }
            default -> Files.write(routing, new byte[2 * MIB]);
        }

        var read = CityConfig.read(folder, Adapters.forms(), PlaceholderVariables::value);

        if (told.equals(TAKEN)) {
            assertThat(read).isInstanceOf(Parsed.Good.class);
        } else {
            assertThat(((Parsed.Bad<CityConfig>) read).problems())
                    .singleElement()
                    .asString()
                    .contains(told);
        }
    }

    private static void replace(Path file, Path target) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, target);
    }

    private static Archive example() {
        return Archive.ofTheExample();
    }

    private static byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new Random(21).nextBytes(noise);
        return noise;
    }

    private static byte[] cutOff(byte[] zip) {
        return java.util.Arrays.copyOf(zip, zip.length / 3);
    }

    private static byte[] manyEntries() {
        var archive = Archive.empty();
        for (var i = 0; i < 20_000; i++) {
            archive.with("notes/%d.txt".formatted(i), "");
        }
        return archive.zip();
    }

    private static byte[] manyFiles() {
        var archive = Archive.empty();
        for (var i = 0; i < 6_000; i++) {
            archive.with("flows/%d.yml".formatted(i), "");
        }
        return archive.zip();
    }

    private static byte[] largeFiles() {
        var archive = Archive.empty();
        for (var i = 0; i < 9; i++) {
            archive.with("flows/%d.yml".formatted(i), new byte[MIB]);
        }
        return archive.zip();
    }

    /// No writer makes such an archive, so a name is changed in what one made.
    private static byte[] twice() {
        var zip = new String(example().with("cito.yml", "name: Another").zip(), ISO_8859_1);
        return zip.replace("cito.yml", "city.yml").getBytes(ISO_8859_1);
    }

    private static byte[] inAFolder() {
        var example = ChangedFolder.example();
        var archive = Archive.empty();
        example.paths().forEach(path -> archive.with("riverton-main/" + path, example.text(path)));
        return archive.with("riverton-main/README.md", "# Riverton").zip();
    }

    private static String nestedLines() {
        var yaml = new StringBuilder("rules:\n");
        for (var depth = 1; depth < 200; depth++) {
            yaml.append(" ".repeat(depth)).append("-\n");
        }
        return yaml.toString();
    }

    private static String laughs(int levels) {
        var yaml = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (var i = 1; i <= levels; i++) {
            yaml.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1)))));
        }
        return yaml.toString();
    }
}
