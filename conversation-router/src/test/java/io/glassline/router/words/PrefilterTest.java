package io.glassline.router.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a text must have in it for a pattern to be found there; with `;` between pieces of which one is enough.
class PrefilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "stabbed                                   # stabbed",
                "stabbed|shot at                           # stabbed;shot at",
                "gun ?shots?                               # shot",
                "gas leaks?                                # gas leak",
                "(is|was|got) shot( at)?                   # ' shot'",
                "(house|home) is on fire                   # ' is on fire'",
                "(gas|propane)( \\w+){0,3} (leak|smell)    # leak;smell",
                "(is )?(burning|in flames)                 # burning;in flames",
                "atropell\\w+                              # atropell",
                "desmayad[oa] ya                           # desmayad",
                "(a|b)+c{2}d{0,4}ef                        # ef",
                "a\\.b                                     # a.b",
                "(?:one|two) alarm                         # ' alarm'",
                "^emergencia( por favor)*$                 # emergencia",
                "overdos(e|ed|ing)                         # overdos",
                "no+ way                                   # ' way'",
            })
    void oneOfThesePieces(String pattern, String pieces) {
        assertThat(Prefilter.by(pattern).map(TreeSet::new)).contains(new TreeSet<>(Set.of(pieces.split(";"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(help)?",
                "help|",
                "(a |)",
                "\\w+",
                "[a-z]+",
                ".",
                "(?i)help",
                "\\pL+ fire",
                "[[:alpha:]] fire",
                "fire)",
                "(fire",
                "fire{x}",
                "\\",
            })
    void nothingIsKnown(String pattern) {
        assertThat(Prefilter.by(pattern)).isEqualTo(Optional.empty());
    }

    /// What is found has one of the pieces in it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "gun ?shots?                       # i heard gunshot; gun shots fired",
                "(gas|propane)( \\w+){0,3} leak    # gas leak; propane in my leak",
                "no+ way                           # noooo way; no way",
                "ab{2}c                            # abbc",
                "a+b*?c                            # aac; aabbc",
            })
    void whatIsFoundHasOne(String pattern, String texts) {
        var needed = Prefilter.by(pattern).orElseThrow();
        var found = Arrays.stream(texts.split("; "))
                .filter(text ->
                        SearchPattern.words(pattern).compiled().matcher(text).find())
                .collect(Collectors.toSet());

        assertThat(found).hasSize(texts.split("; ").length).allMatch(text -> Prefilter.isIn(text, needed));
    }
}
