package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.rating.Rating;
import io.glassline.router.dialogue.RatingReader;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people write who are asked how satisfied they were, from 1 to 5.
class RatingReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5                   | 5
            4!                  | 4
            ' 3 '               | 3
            1.                  | 1
            five                | 5
            Four                | 4
            cinco               | 5
            UNO                 | 1
            5/5                 | 5
            4 / 5               | 4
            4 out of 5          | 4
            five out of five    | 5
            4 de 5              | 4
            3 sobre 5           | 3
            5 stars             | 5
            5stars              | 5
            2 star              | 2
            4 estrellas         | 4
            4 puntos            | 4
            ⭐⭐⭐⭐             | 4
            ★★★☆☆              | 3
            ⭐️⭐️               | 2
            5️⃣                 | 5
            5 👍                | 5
            4 :)                | 4
            "5"                 | 5
            (3)                 | 3
            """)
    void aRatingAlone(String text, int points) {
        assertThat(RatingReader.read(text)).contains(new Rating(points, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            great, 5                              | 5
            Excellent! 5                          | 5
            I'd give it a 4                       | 4
            I would say 3                         | 3
            5 thanks                              | 5
            5, thank you so much!                 | 5
            5 very good                           | 5
            le doy un 4                           | 4
            muy bien, 5                           | 5
            5 gracias                             | 5
            un 3                                  | 3
            mi nota es 2                          | 2
            3 - it took too long                  | 3
            3 – tardaron mucho                    | 3
            1 because nobody came                 | 1
            2 pero nadie llamó                    | 2
            1. Terrible, nobody called me back.   | 1
            4, the person was kind                | 4
            2: waited 40 minutes for one answer   | 2
            5! You are the best                   | 5
            """)
    void aRatingWithWordsKeepsThem(String text, int points) {
        assertThat(RatingReader.read(text)).contains(new Rating(points, Optional.of(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 Elm Street",
                "5, Elm Street",
                "3, 12 Oak Avenue",
                "5 Calle Olmo",
                "4:30",
                "4 pm",
                "5pm",
                "3-5 weeks",
                "2 or 3",
                "4.5",
                "10",
                "0",
                "6",
                "55",
                "4/10",
                "4 out of 10",
                "1/2",
                "5th street",
                "5%",
                "$5",
                "5 potholes on my road",
                "two cars are blocking the road",
                "dos veces llamé y nadie vino",
                "tres perros sueltos",
                "I live at 5",
                "apartment 4",
                "number 3 bus is late",
                "3 - when is my trash picked up?",
                "5?",
                "no one came",
                "at one",
                "thanks",
                "great",
                "",
                "STOP",
                "call me at 5",
                "the 5",
                "good one",
                "#4",
                "⭐⭐⭐⭐⭐⭐",
                "☆☆☆",
                "district 1"
            })
    void whatMayBeAnythingElseIsNone(String text) {
        assertThat(RatingReader.read(text)).isEmpty();
    }
}
