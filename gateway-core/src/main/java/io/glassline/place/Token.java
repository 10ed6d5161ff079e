package io.glassline.place;

/// A piece of what was said.
///
/// @param text in plain letters; of a number its digits, of an ordinal "4th", of a sign the sign
/// @param tail of a number what is written with it: "b" of 45B, "1/2", "-47"; empty for none
record Token(Kind kind, String text, String tail) {

    enum Kind {
        WORD,
        NUMBER,
        ORDINAL,
        /// One of `& / @ # ,`.
        SIGN
    }

    static Token word(String text) {
        return new Token(Kind.WORD, text, "");
    }

    static Token sign(String text) {
        return new Token(Kind.SIGN, text, "");
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /// The number as it is looked for in the list: "45b", "451/2", "45-47".
    String whole() {
        return text + tail;
    }

    /// As a piece of a street's name.
    String asName() {
        return switch (kind) {
            case WORD -> Street.same(text);
            case ORDINAL, SIGN -> text;
            case NUMBER -> text.length() <= 3 && tail.isEmpty() ? SpokenNumbers.inDigits(Integer.parseInt(text)) : text;
        };
    }
}
