package io.glassline.console;

import java.util.Optional;

/// What citizens sent beside words, as the thread shows it.
///
/// `standing` is `under-way`, `ready`, `warned` or `withheld`; `icon` is one of `icon.jte`. `words` say
/// what is to be known of it. `thumbnail` leads to a small picture of so many pixels, and `picture` to
/// the large one. `player` is `audio`, `video` or empty, and plays `played`. `original` leads to the file
/// as it came.
record AttachmentView(
        String standing,
        String icon,
        String words,
        Optional<String> thumbnail,
        int width,
        int height,
        String alt,
        String picture,
        String player,
        String played,
        Optional<String> original,
        String originalTitle) {

    boolean underWay() {
        return standing.equals("under-way");
    }
}
