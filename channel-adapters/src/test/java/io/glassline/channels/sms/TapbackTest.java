package io.glassline.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reactions of phones that can send nothing but text. None of them is a sentence, whatever it quotes.
class TapbackTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '`', textBlock = """
            # what the phone sends                                              | what it is
              Liked “Call 911 if there is a fire”                               | 👍 to Call 911 if there is a fire
              Liked "Call 911 if there is a fire"                               | 👍 to Call 911 if there is a fire
              Loved “Trash day is Tuesday”                                      | ❤️ to Trash day is Tuesday
              Disliked “Trash day is Tuesday”                                   | 👎 to Trash day is Tuesday
              Laughed at “Trash day is Tuesday”                                 | 😂 to Trash day is Tuesday
              Emphasized “Trash day is Tuesday”                                 | ‼️ to Trash day is Tuesday
              Emphasised “Trash day is Tuesday”                                 | ‼️ to Trash day is Tuesday
              Questioned “Trash day is Tuesday”                                 | ❓ to Trash day is Tuesday
              Liked “Trash day on Elm Street is Tuesday. Put the bins out by      | 👍 to Trash day on Elm Street is Tuesday. Put the bins out by…
              Loved "Your report has been received. We come on Mon                | ❤️ to Your report has been received. We come on Mon…
              Emphasized “If there is a fire, call 911 at once…                   | ‼️ to If there is a fire, call 911 at once…
              Questioned “Trash...                                                | ❓ to Trash…
              Liked “You wrote “fire”. Is it over? Then write “done                | 👍 to You wrote “fire”. Is it over? Then write “done…
              Removed a heart from “If there is a fire, call 911 at               | ❤️ withdrawn from If there is a fire, call 911 at…
              👍 to “Trash day on Elm Street is Tuesday. Put the                  | 👍 to Trash day on Elm Street is Tuesday. Put the…
              👍 removed from “Trash day on Elm Street is Tuesday                 | 👍 withdrawn from Trash day on Elm Street is Tuesday…
              Le encantó “Si hay un incendio, llame al 911 ya                     | ❤️ to Si hay un incendio, llame al 911 ya…
              Eliminó un corazón de “Si hay un incendio, llame                    | ❤️ withdrawn from Si hay un incendio, llame…
              Loved 2 images                                                      | ❤️ to something without words
              Le encantó 3 fotos                                                  | ❤️ to something without words
              Reacted 🎉 to “Your permit is ready”                              | 🎉 to Your permit is ready
              Reacted with 👩‍🚒 to “Call 911”                                  | 👩‍🚒 to Call 911
              Reacted with a sticker to “Call 911”                              | sticker to Call 911
              Removed a like from “Call 911”                                    | 👍 withdrawn from Call 911
              Removed a heart from “Call 911”                                   | ❤️ withdrawn from Call 911
              Removed a dislike from “Call 911”                                 | 👎 withdrawn from Call 911
              Removed a laugh from “Call 911”                                   | 😂 withdrawn from Call 911
              Removed an exclamation from “Call 911”                            | ‼️ withdrawn from Call 911
              Removed a question mark from “Call 911”                           | ❓ withdrawn from Call 911
              Removed 🎉 from “Call 911”                                        | 🎉 withdrawn from Call 911
              Removed the 🎉 reaction from “Call 911”                           | 🎉 withdrawn from Call 911
              Loved an image                                                    | ❤️ to something without words
              Laughed at a movie                                                | 😂 to something without words
              Removed a heart from an image                                     | ❤️ withdrawn from something without words
              Liked “You wrote “fire”. Is it over?”                             | 👍 to You wrote “fire”. Is it over?
              Liked "You wrote "fire". Is it over?"                             | 👍 to You wrote "fire". Is it over?
              👍 to “Trash day is Tuesday”                                      | 👍 to Trash day is Tuesday
              👍🏽 to "Trash day is Tuesday"                                    | 👍🏽 to Trash day is Tuesday
              ❤️ to “Trash day is Tuesday”                                      | ❤️ to Trash day is Tuesday
              👍 removed from “Trash day is Tuesday”                            | 👍 withdrawn from Trash day is Tuesday
              Le gustó “Llame al 911”                                           | 👍 to Llame al 911
              Le encantó “Llame al 911”                                         | ❤️ to Llame al 911
              No le gustó “Llame al 911”                                        | 👎 to Llame al 911
              Le dio risa “Llame al 911”                                        | 😂 to Llame al 911
              Se rió de “Llame al 911”                                          | 😂 to Llame al 911
              Exclamó por “Llame al 911”                                        | ‼️ to Llame al 911
              Dudó sobre “Llame al 911”                                         | ❓ to Llame al 911
              Reaccionó con 😂 a “Llame al 911”                                 | 😂 to Llame al 911
              👍 a “Llame al 911”                                               | 👍 to Llame al 911
              Le encantó una imagen                                             | ❤️ to something without words
              Eliminó un corazón de “Llame al 911”                              | ❤️ withdrawn from Llame al 911
              Quitó un “me gusta” de “Llame al 911”                             | 👍 withdrawn from Llame al 911
              Le gustó «Llame al 911»                                           | 👍 to Llame al 911
              A aimé « Appelez le 911 »                                         | 👍 to Appelez le 911
              A réagi avec 🔥 à « Appelez le 911 »                              | 🔥 to Appelez le 911
              a attribué la mention « Adore » à « Appelez le 911 »              | ❤️ to Appelez le 911
              A attribué la mention « J’aime » à « Appelez le 911 »             | 👍 to Appelez le 911
              a attribué la mention « 😂 » à « Appelez le 911 »                 | 😂 to Appelez le 911
              A retiré la mention « Adore » de « Appelez le 911 »               | ❤️ withdrawn from Appelez le 911
              A adoré une image                                                 | ❤️ to something without words
              Eliminó un Me gusta de “Llame al 911”                             | 👍 withdrawn from Llame al 911
              Gefällt „Wählen Sie 911“                                          | 👍 to Wählen Sie 911
              Liebt „Wählen Sie 911“                                            | ❤️ to Wählen Sie 911
              Hat „Wählen Sie 911“ geliebt                                      | ❤️ to Wählen Sie 911
              Hat über „Wählen Sie 911“ gelacht                                 | 😂 to Wählen Sie 911
              Hat „Wählen Sie „911““ hervorgehoben                              | ‼️ to Wählen Sie „911“
              Hat mit 🎉 auf „Wählen Sie 911“ reagiert                          | 🎉 to Wählen Sie 911
              Curtiu “Ligue para o 911”                                         | 👍 to Ligue para o 911
              Amou “Ligue para o 911”                                           | ❤️ to Ligue para o 911
              Não gostou de “Ligue para o 911”                                  | 👎 to Ligue para o 911
              Riu de “Ligue para o 911”                                         | 😂 to Ligue para o 911
              Reagiu com 🎉 a “Ligue para o 911”                                | 🎉 to Ligue para o 911
              Removeu um coração de “Ligue para o 911”                          | ❤️ withdrawn from Ligue para o 911
            """)
    void isNoSentence(String text, String expected) {
        assertThat(Tapback.read(text).map(TapbackTest::shown)).contains(expected);
    }

    /// As Google's phones send it: with spaces that nobody sees around the emoji and the words.
    @Test
    void whatAndroidHidesInItIsNoPartOfIt() {
        assertThat(Tapback.read("\u200a\u200b👍\u200b to “\u200aTrash day is\nTuesday\u200a”")
                        .map(TapbackTest::shown))
                .contains("👍 to Trash day is\nTuesday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Liked “Trash day is Tuesday” but what about glass?",
                "Liked “Trash day is Tuesday” and “Glass is Friday”",
                "Liked \"Trash day\" and \"Glass day\"",
                "I liked “Trash day is Tuesday”",
                "You said “Trash day is Tuesday”",
                "“Trash day is Tuesday”",
                "Liked the park",
                "Liked the new library, when does it open on Sundays?",
                "Loved the fireworks but there is still one burning on Elm Street",
                "Loved 2 dogs that were found on Elm Street",
                "Liked “Trash day is Tuesday” but the bins on Elm Street were not taken and there is glass",
                "Loved an image of the park you sent",
                "Questioned by police, need a lawyer",
                "Removed a tree from my street, who pays?",
                "Removed 3 bins from “Elm Street”",
                "Back to “Elm Street”",
                "911 to “12 Elm Street”",
                "Reacted badly to “the vaccine”",
                "👍",
                "👍 to all of you",
                "Liked",
                "Liked “”",
                "Le gustó mucho",
                "Hat „Elm Street“ eine Baustelle?",
                "Hat „911“ geliebt und dann aufgelegt",
                "Mag ich das?",
                "Curtiu muito",
                "a attribué la mention « Adore » à son chien",
                "Emphasized “fire"
            })
    void hasWordsOfItsOwnAndIsASentence(String text) {
        assertThat(Tapback.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # quoted                  | a message                          | may be meant
              Trash day is Tuesday    | Trash day is Tuesday               | true
              Trash day is Tuesday    | Trash  day is Tuesday.             | false
              Trash day…              | Trash day is Tuesday               | true
              Trash day               | Trash day is Tuesday               | false
              …                       | Trash day is Tuesday               | false
              Which? 1 Trash 2 Roads  | Which?                             | true
              Trash day is Tuesday, all year | First a word. Trash day is Tuesday, all year. And more. | true
            """)
    void itsWordsTellWhichMessageIsMeant(String quoted, String message, boolean meant) {
        assertThat(new About.ByWords(quoted).mayMean(message)).isEqualTo(meant);
    }

    private static String shown(Signal signal) {
        var about = signal.about().map(About.ByWords.class::cast).map(About.ByWords::quoted);
        var what = about.orElse("something without words");
        return switch (signal) {
            case Signal.Reaction(var _, var emoji) -> emoji + " to " + what;
            case Signal.ReactionWithdrawn(var _, Optional<String> emoji) ->
                emoji.orElse("something") + " withdrawn from " + what;
            case Signal.Edit _, Signal.Deletion _, Signal.ServiceNotice _ -> "not by text";
        };
    }
}
