package io.glassline.router.words;

/// How a Spanish word sounds in America, so that words that sound the same are the same: `quiero` and
/// `kiero`, `hacer` and `aser`, `basura` and `vazura`, `calle` and `caye`. Words are without accents.
final class SpanishSound {

    private SpanishSound() {}

    static String of(String word) {
        var sound = new StringBuilder();
        for (var i = 0; i < word.length(); i++) {
            var letter = word.charAt(i);
            var next = i + 1 < word.length() ? word.charAt(i + 1) : ' ';
            var isSoft = next == 'e' || next == 'i';
            switch (letter) {
                case 'q' -> {
                    add(sound, 'k');
                    i += next == 'u' ? 1 : 0;
                }
                case 'c' -> {
                    add(sound, next == 'h' ? 'C' : isSoft ? 's' : 'k');
                    i += next == 'h' ? 1 : 0;
                }
                case 's' -> {
                    add(sound, next == 'h' ? 'C' : 's');
                    i += next == 'h' ? 1 : 0;
                }
                case 'g' -> {
                    var after = i + 2 < word.length() ? word.charAt(i + 2) : ' ';
                    var isHard = next == 'u' && (after == 'e' || after == 'i');
                    add(sound, isSoft ? 'j' : 'g');
                    i += isHard ? 1 : 0;
                }
                case 'l' -> {
                    add(sound, next == 'l' ? 'y' : 'l');
                    i += next == 'l' ? 1 : 0;
                }
                case 'n' -> add(sound, "bvp".indexOf(next) >= 0 ? 'm' : 'n');
                case 'z', 'x' -> add(sound, 's');
                case 'v' -> add(sound, 'b');
                case 'w' -> add(sound, 'u');
                case 'h' -> {}
                default -> add(sound, letter);
            }
        }
        return sound.toString();
    }

    private static void add(StringBuilder sound, char letter) {
        if (sound.isEmpty() || sound.charAt(sound.length() - 1) != letter) {
            sound.append(letter);
        }
    }
}
