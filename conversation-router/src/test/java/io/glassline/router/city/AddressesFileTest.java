package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Problem;
import io.glassline.place.AddressList;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `addresses.yml`, and the lists that it names.
class AddressesFileTest {

    private static final String ADDRESSES = """
            addresses:
              file: list.csv
              columns: { number: no, street: road, latitude: lat, longitude: lon }
            crossings:
              file: corners.csv
              columns: { street: road, other: with, latitude: lat, longitude: lon }
            here: [CA]
            neighbours:
              - name: Port Ellery
                zips: ["95988"]
                outside: { en: Ask there., es: Pregunte allí. }
            """;

    private static final String LIST = """
            no,road,lat,lon
            12,Elm Street,38.05,-122.25
            "12 1/2","Elm ""Old"" Street, North",38.06,-122.26
            """;

    private static final String CORNERS = """
            road,with,lat,lon
            Elm Street,4th Avenue,38.05,-122.25
            """;

    @TempDir
    private Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void aFolder() throws IOException {
        Files.writeString(folder.resolve("addresses.yml"), ADDRESSES);
        Files.writeString(folder.resolve("list.csv"), LIST);
        Files.writeString(folder.resolve("corners.csv"), CORNERS);
    }

    private Optional<AddressList> read() {
        var office = new Source.HttpApi(
                "office", URI.create("https://o.example"), false, Map.of(), Optional.empty(), SourceLimits.USUAL);
        return new AddressesFile(folder, problems, Map.of("office", Optional.of(office)))
                .read("Alder Bay", List.of(Locale.ENGLISH, Locale.of("es")));
    }

    @Test
    void aListIsReadByTheNamesOfItsColumns() {
        var list = read().orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(list.surroundings().here()).containsExactly("Alder Bay", "CA");
        assertThat(list.surroundings().neighbours().getFirst().outside()).containsEntry("es", "Pregunte allí.");
        var entries = ((AddressList.Listed) list.origin()).entries();
        assertThat(entries)
                .extracting(entry -> entry.label())
                .containsExactly("12 Elm Street", "12 1/2 Elm \"Old\" Street, North", "Elm Street & 4th Avenue");
        assertThat(entries.getLast().isCrossing()).isTrue();
    }

    @Test
    void theSameListHasTheSameDigestAndAnotherOneAnother() throws IOException {
        var digest = digest();

        Files.writeString(folder.resolve("list.csv"), LIST.replace("\n", "\r\n"));
        assertThat(digest()).isEqualTo(digest);
        Files.writeString(folder.resolve("list.csv"), LIST + "13,Elm Street,38.05,-122.25\n");
        assertThat(digest()).isNotEqualTo(digest);
    }

    private String digest() {
        return ((AddressList.Listed) read().orElseThrow().origin()).digest();
    }

    @Test
    void aTableIsReadByTheNode() throws IOException {
        var text = ADDRESSES
                .replace("file: list.csv", "table: gis.address_point")
                .replace("file: corners.csv", "table: gis.corner");
        Files.writeString(folder.resolve("addresses.yml"), text);

        var origin = (AddressList.Tables) read().orElseThrow().origin();

        assertThat(problems).isEmpty();
        assertThat(origin.source()).isInstanceOf(Source.OwnDatabase.class);
        assertThat(origin.addresses().table()).isEqualTo("gis.address_point");
        assertThat(origin.addresses().columns()).containsEntry("number", "no");
        assertThat(origin.crossings().orElseThrow().columns()).containsEntry("other", "with");
    }

    @Test
    void aCityWithoutTheFileHasNone() throws IOException {
        Files.delete(folder.resolve("addresses.yml"));

        assertThat(read()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            addresses.yml | file: list.csv       | file: lost.csv              | addresses.yml:2:9: addresses.file there is no file "lost.csv"
            addresses.yml | file: list.csv       | file: ../list.csv           | addresses.yml:2:9: addresses.file "../list.csv" is no file beside this one, such as addresses.csv
            addresses.yml | number: no           | number: noo                 | addresses.yml:3:22: addresses.columns.number list.csv has no column "noo"; did you mean "no"?
            addresses.yml | number: no,          | ''                          | addresses.yml:3:12: addresses.columns "number" is missing
            addresses.yml | number: no           | numbr: no                   | unknown key
            addresses.yml | es: Pregunte allí.   | fr: Là.                     | addresses.yml:11:14: neighbours[0].outside "es" is missing
            addresses.yml | file: list.csv       | table: gis.a; drop          | is no name of a table
            addresses.yml | file: list.csv       | table: gis.point            | crossings both lists are files, or both are tables of one source
            list.csv      | 38.05                | north                       | list.csv:2:15: lat "north" is no latitude in degrees
            list.csv      | 12,Elm               | ,Elm                        | list.csv:2:1: no there is no house number
            list.csv      | Elm Street           | --                          | list.csv:2:4: road "--" is no name of a street
            list.csv      | ,-122.25             | ''                          | list.csv:2:1:  this line has 3 values, and the first one names 4
            corners.csv   | 4th Avenue           | Elm Street                  | corners.csv:2:12: with a street crosses another one, and not itself
            """)
    void aMistakeIsToldWithItsPlace(String file, String was, String is, String says) throws IOException {
        var path = folder.resolve(file);
        assertThat(path).content().contains(was);
        Files.writeString(path, Files.readString(path).replaceFirst(Pattern.quote(was), is));

        read();

        assertThat(problems.toString()).contains(says);
    }
}
