package io.glassline.channels.sms;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What phones write for a tap on a message, in English, Spanish, French, German and Portuguese. They begin it with
/// a capital letter, in French not always.
///
/// One line for each reaction: the emoji, then its words in all languages.
final class TapbackWords {

    private static final String REACTIONS = """
            👍 | Liked | Le gustó | Le gusta | Le ha gustado | Indicó que le gusta | A aimé | a aimé
            👍 | a attribué la mention « J’aime » à | a attribué la mention « J'aime » à | a attribué la mention « Aime » à
            👍 | Gefällt | Mag | Curtiu | Gostou de
            ❤️ | Loved | Le encantó | Le encanta | Le ha encantado | Indicó que le encanta | A adoré | a adoré
            ❤️ | a attribué la mention « Adore » à | a attribué la mention « J’adore » à | a attribué la mention « J'adore » à
            ❤️ | Liebt | Amou | Adorou
            👎 | Disliked | No le gustó | No le gusta | No le ha gustado | N’a pas aimé | N'a pas aimé | n’a pas aimé
            👎 | a attribué la mention « Je n’aime pas » à | a attribué la mention « Je n'aime pas » à
            👎 | a attribué la mention « N’aime pas » à | a attribué la mention « N'aime pas » à
            👎 | Gefällt nicht | Mag nicht | Não curtiu | Não gostou de
            😂 | Laughed at | Le dio risa | Le hizo gracia | Le ha hecho gracia | Se rió de | Se rio de | Se ha reído de | A ri de | a ri de
            😂 | a attribué la mention « Rire » à | a attribué la mention « Rires » à | a attribué la mention « Haha » à
            😂 | Lacht über | Lachte über | Riu de
            ‼️ | Emphasized | Emphasised | Exclamó por | Exclamó | Enfatizó | Destacó | Ha enfatizado | A souligné | a souligné
            ‼️ | a attribué la mention « Exclamation » à | a attribué la mention « !! » à
            ‼️ | Betont | Hebt hervor | Enfatizou | Destacou
            ❓ | Questioned | Dudó sobre | Dudó de | Cuestionó | Preguntó por | Ha cuestionado | A questionné | a questionné
            ❓ | a attribué la mention « Question » à | a attribué la mention « ? » à
            ❓ | Hinterfragt | Stellt infrage | Questionou
            sticker | Reacted with a sticker to | Reaccionó con un sticker a | Reagiu com um sticker a
            """;

    private static final String WITHDRAWN = """
            👍 | Removed a like from | Eliminó un me gusta de | Quitó un me gusta de | Eliminó un “me gusta” de | Quitó un “me gusta” de
            👍 | Eliminó un Me gusta de | Quitó un Me gusta de | Eliminó un “Me gusta” de | Quitó un “Me gusta” de | Eliminó un «Me gusta» de
            👍 | A retiré un j’aime de | A retiré un « J’aime » de | a retiré la mention « J’aime » de | Removeu uma curtida de
            👍 | Hat ein „Gefällt mir“ entfernt von | Removeu um gosto de
            ❤️ | Removed a heart from | Eliminó un corazón de | Quitó un corazón de | A retiré un cœur de | a retiré un cœur de
            ❤️ | a retiré la mention « Adore » de | Removeu um coração de
            👎 | Removed a dislike from | Eliminó un no me gusta de | Quitó un no me gusta de | Eliminó un “no me gusta” de | Quitó un “no me gusta” de
            👎 | Eliminó un No me gusta de | Quitó un No me gusta de | Eliminó un “No me gusta” de | Eliminó un «No me gusta» de
            👎 | a retiré la mention « Je n’aime pas » de | Removeu um não curti de
            😂 | Removed a laugh from | Eliminó una risa de | Quitó una risa de | A retiré un rire de | a retiré la mention « Rires » de
            😂 | Removeu uma risada de | Removeu um riso de
            ‼️ | Removed an exclamation from | Removed an exclamation mark from | Removed an exclamation point from | Removed an emphasis from | Eliminó una exclamación de | Quitó una exclamación de | Eliminó un signo de exclamación de | Quitó un signo de exclamación de
            ‼️ | A retiré un point d’exclamation de | Removeu uma exclamação de | Removeu um ponto de exclamação de
            ❓ | Removed a question mark from | Removed a question from | Eliminó un signo de interrogación de | Quitó un signo de interrogación de | Eliminó una interrogación de | Quitó una interrogación de
            ❓ | A retiré un point d’interrogation de | Removeu um ponto de interrogação de
             | Removed a reaction from | Removed a sticker from | Eliminó una reacción de | Quitó una reacción de
             | A retiré une réaction de | a retiré une réaction de | Removeu uma reação de
            """;

    /// What German phones write behind the quotation: `Hat „…“ hervorgehoben`.
    private static final String BEHIND = """
            👍 | mit „Gefällt mir“ markiert | gemocht | gefallen
            ❤️ | geliebt
            👎 | nicht gemocht | mit „Gefällt mir nicht“ markiert
            😂 | gelacht
            ‼️ | hervorgehoben | betont
            ❓ | infrage gestellt | in Frage gestellt | hinterfragt
            """;

    private static final List<String> THINGS = List.of(
            "an image",
            "a photo",
            "a picture",
            "a movie",
            "a video",
            "an attachment",
            "a GIF",
            "an audio message",
            "a voice message",
            "a voice memo",
            "a sticker",
            "a link",
            "a location",
            "a contact",
            "a contact card",
            "a file",
            "a document",
            "a message",
            "una imagen",
            "una foto",
            "una película",
            "un video",
            "un vídeo",
            "un archivo",
            "un archivo adjunto",
            "un adjunto",
            "un mensaje de audio",
            "un mensaje de voz",
            "un sticker",
            "un enlace",
            "una ubicación",
            "un contacto",
            "un mensaje",
            "une image",
            "une photo",
            "une vidéo",
            "un film",
            "une pièce jointe",
            "un message audio",
            "ein Bild",
            "ein Foto",
            "ein Video",
            "einen Anhang",
            "eine Audionachricht",
            "uma imagem",
            "uma foto",
            "um vídeo",
            "um anexo",
            "uma mensagem de áudio");

    private static final List<String> SEVERAL_THINGS = List.of(
            "images",
            "photos",
            "pictures",
            "videos",
            "movies",
            "attachments",
            "imágenes",
            "fotos",
            "vídeos",
            "archivos adjuntos");

    private static final Pattern SEVERAL = Pattern.compile("[2-9]\\d? (?:" + String.join("|", SEVERAL_THINGS) + ")");

    private static final Set<String> LAST_WORDS = Stream.concat(THINGS.stream(), SEVERAL_THINGS.stream())
            .map(TapbackWords::lastWord)
            .collect(Collectors.toUnmodifiableSet());

    /// How a text begins that is a reaction, or takes one back. `emoji` is what the reaction looks like.
    record Opening(String words, Optional<String> emoji, boolean withdrawn) {}

    private static final List<Opening> OPENINGS = Stream.concat(openings(REACTIONS, false), openings(WITHDRAWN, true))
            .sorted(Comparator.comparingInt((Opening opening) -> opening.words().length())
                    .reversed())
            .toList();

    private static final List<Opening> ENDINGS = openings(BEHIND, false).toList();

    private TapbackWords() {}

    private static Stream<Opening> openings(String table, boolean withdrawn) {
        return table.lines().flatMap(line -> {
            var cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
            var emoji = Optional.of(cells.getFirst()).filter(cell -> !cell.isEmpty());
            return cells.stream()
                    .skip(1)
                    .flatMap(words ->
                            words.startsWith("a ") ? Stream.of(words, "A" + words.substring(1)) : Stream.of(words))
                    .distinct()
                    .map(words -> new Opening(words, emoji, withdrawn));
        });
    }

    /// The longest that `text` begins with, followed by a space.
    static Optional<Opening> opening(String text) {
        return OPENINGS.stream()
                .filter(opening -> text.startsWith(opening.words())
                        && text.length() > opening.words().length()
                        && Character.isWhitespace(text.charAt(opening.words().length())))
                .findFirst();
    }

    /// The reaction whose words stand behind the quotation that `text` begins with; its words are those behind.
    static Optional<Opening> ending(String text) {
        return ENDINGS.stream()
                .filter(ending -> text.endsWith(" " + ending.words()))
                .max(Comparator.comparingInt(ending -> ending.words().length()));
    }

    /// Whether it may end in what phones write for something without words.
    static boolean endsInAThing(String text) {
        return LAST_WORDS.contains(lastWord(text));
    }

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    /// Whether it is what phones write for something without words.
    static boolean isThing(String text) {
        return THINGS.contains(text) || SEVERAL.matcher(text).matches();
    }
}
